"""Reads a page of HTML as strictly as it was written, and prints its text without blanks around.

Fails where a tag is not closed in its order, an id stands twice, a link within leads nowhere, or
something would be loaded or run.
"""
import html.parser
import sys

VOID = {"meta"}
FORBIDDEN = {"script", "img", "image", "link", "iframe", "object", "embed", "base", "form", "use"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.targets, self.text = [], [], [], []

    def handle_starttag(self, tag, attributes):
        if tag in FORBIDDEN:
            sys.exit(f"<{tag}> in the page")
        for name, value in attributes:
            if name.startswith("on") or name in ("src", "style", "xlink:href"):
                sys.exit(f"{tag} {name}={value}")
            if name == "id":
                self.ids.append(value)
            if name == "href" and value.startswith("#"):
                self.targets.append(value[1:])
            elif name == "href" and not value.startswith("https://"):
                sys.exit(f"a link to {value}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            sys.exit(f"</{tag}> out of its order, at {self.getpos()}")

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


page = Page()
text = open(sys.argv[1], encoding="utf-8").read()
page.feed(text)
page.close()
if page.open:
    sys.exit(f"left open: {page.open}")
if len(set(page.ids)) != len(page.ids):
    sys.exit("an id stands twice")
for target in page.targets:
    if target not in page.ids:
        sys.exit(f"#{target} leads nowhere")
for word in ("@import", "url("):
    if word in text[: text.index("</style>")]:
        sys.exit(f"{word} in the style")
print("".join(page.text))
