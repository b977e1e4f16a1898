#include <fmt/format.h>

#include <algorithm>

#include "command/session.hpp"
#include "revision/file_names.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kKeyDigits = 8;

}  // namespace

int add_data_step(Session& session, Pending& pending, DataLanguage language,
                  const std::string& message) {
  Project& project = session.project();
  const std::string name = data_file(std::string(kDraftStem), spell(language));
  const bool there = std::any_of(pending.data.begin(), pending.data.end(),
                                 [&](const DataFile& file) { return file.language == language; });
  if (there) {
    fmt::print(stderr, "there is {} already: edit it\n", name);
    return session.finish(kNo);
  }
  // The draft that it is written for: no other revision has the same parent and operations.
  const std::string key = make_draft(pending.parent, pending.operations).id.substr(0, kKeyDigits);
  pending.data.push_back(
      {language, data_template(language, project.desired->catalog, key), -1, {}});
  std::sort(pending.data.begin(), pending.data.end(),
            [](const DataFile& a, const DataFile& b) { return a.language < b.language; });
  Folder history = with_draft(project, pending);
  if (!message.empty()) history.draft->record.message = message;
  const auto shown =
      (project.folder.path / name).lexically_relative(std::filesystem::current_path());
  return session.write_history(history, "write the data step into " + shown.string() +
                                            "; `schemake revision` then records it");
}

int run_data(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true)) return session.finish(kUsage);
  std::optional<Pending> change = pending(session.project());
  if (!change) return session.finish(kUsage);
  return add_data_step(session, *change, *find_data_language(options.data), {});
}

}  // namespace schemake::generator
