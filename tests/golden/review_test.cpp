#include <gtest/gtest.h>

#include "golden/regenerate.hpp"

namespace schemake::generator {
namespace {

struct Page {
  const char* path;
  std::size_t samples;
};

// The end of the sample that begins at `begin`, and the text that belongs there. A sample is a
// block of code behind a line "<!-- golden: NAME/FILE -->".
struct Sample {
  std::size_t begin, end;
  std::string expected;
};

std::vector<Sample> samples(const std::string& page) {
  const std::string mark = "<!-- golden: ", close = " -->\n```cpp\n", fence = "```\n";
  std::vector<Sample> list;
  for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at)) {
    const std::size_t name = at + mark.size(), name_end = page.find(close, name);
    const std::size_t begin = name_end + close.size();
    at = page.find("\n" + fence, begin - 1) + 1;
    const std::string file = page.substr(name, name_end - name);
    const std::size_t slash = file.find('/');
    list.push_back({begin, at, regenerate(file.substr(0, slash)).at(file.substr(slash + 1))});
  }
  return list;
}

class PageGolden : public ::testing::TestWithParam<Page> {};

TEST_P(PageGolden, ShowsWhatTheGeneratorWrites) {
  const std::string path = std::string(SCHEMAKE_SOURCE_DIR "/") + GetParam().path;
  std::string page = read_text(path);
  const std::vector<Sample> list = samples(page);
  ASSERT_EQ(list.size(), GetParam().samples);
  if (updating()) {
    for (auto sample = list.rbegin(); sample != list.rend(); ++sample) {
      page.replace(sample->begin, sample->end - sample->begin, sample->expected);
    }
    write_text(path, page);
  }
  for (const Sample& sample : samples(page)) {
    EXPECT_EQ(page.substr(sample.begin, sample.end - sample.begin), sample.expected)
        << "run ./dev update-goldens";
  }
}

INSTANTIATE_TEST_SUITE_P(All, PageGolden,
                         ::testing::Values(Page{"docs/review.md", 3}, Page{"README.md", 1}));

}  // namespace
}  // namespace schemake::generator
