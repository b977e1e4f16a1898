#ifndef SCHEMAKE_RENDER_DOCUMENT_STYLE_HPP
#define SCHEMAKE_RENDER_DOCUMENT_STYLE_HPP

#include <string_view>

namespace schemake::generator {

// The style sheet of document_html(). The colours of diagram_dot() are named in it, so that a
// diagram is dark where the page is.
inline constexpr std::string_view kDocumentStyle = R"css(
:root {
  color-scheme: light dark;
  --page: #ffffff; --text: #1f2328; --quiet: #57606a; --line: #d0d7de; --panel: #f6f8fa;
  --link: #0550ae; --added: #dafbe1; --dropped: #ffebe9; --changed: #fff8c5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0d1117; --text: #e6edf3; --quiet: #9198a1; --line: #3d444d; --panel: #161b22;
    --link: #79c0ff; --added: #12361f; --dropped: #4a1c1c; --changed: #3f3210;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 3rem) 5rem; max-width: 62rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif;
  overflow-wrap: break-word;
}
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; margin: 0 0 1rem; }
h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .35rem; }
p, ul { margin: .5rem 0; }
ul { padding-left: 1.4rem; }
li { margin: .2rem 0; }
a { color: var(--link); }
code, pre {
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  font-size: .875em; tab-size: 4;
}
code { unicode-bidi: isolate; padding: .1em .2em; border-radius: .3em; background: var(--panel); }
h1 code, h2 code, h3 code, h4 code { font-size: .95em; padding: 0; background: none; }
pre {
  margin: .5rem 0; padding: .75rem 1rem; overflow-x: auto; line-height: 1.45;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--panel);
}
nav {
  margin: 1.25rem 0; padding: .75rem 1.25rem; border-radius: .5rem; background: var(--panel);
  border: 1px solid var(--line);
}
nav ul { margin: 0; padding-left: 1rem; }
nav li > ul { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0; list-style: none; }
nav code { background: none; padding: 0; }
ul.changes { list-style: none; padding: 0; border-radius: .5rem; overflow: hidden; }
ul.changes li {
  margin: 1px 0; padding: .25rem .75rem .25rem 2rem; text-indent: -1.25rem;
  overflow-wrap: anywhere;
}
ul.changes b { display: inline-block; width: 1.25rem; text-indent: 0; }
.added { background: var(--added); }
.dropped { background: var(--dropped); }
.changed { background: var(--changed); }
summary { cursor: pointer; padding: .35rem 0; color: var(--link); }
.diagram { overflow-x: auto; margin: 1rem 0; }
.diagram svg { max-width: none; height: auto; }
.diagram text:not([fill]) { fill: var(--text); }
.diagram [fill="#ffffff"], .diagram [fill="white"] { fill: var(--page); }
.diagram [fill="#eaeef2"] { fill: var(--panel); }
.diagram [fill="#dafbe1"] { fill: var(--added); }
.diagram [fill="#ffebe9"] { fill: var(--dropped); }
.diagram [fill="#fff8c5"] { fill: var(--changed); }
.diagram [stroke="black"] { stroke: var(--quiet); }
.diagram [fill="black"] { fill: var(--quiet); }
.diagram [stroke="white"], .diagram [stroke="transparent"] { stroke: none; }
@media print {
  body { max-width: none; }
  pre { white-space: pre-wrap; }
}
)css";

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_DOCUMENT_STYLE_HPP
