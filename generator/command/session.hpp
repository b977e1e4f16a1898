#ifndef SCHEMAKE_COMMAND_SESSION_HPP
#define SCHEMAKE_COMMAND_SESSION_HPP

#include <optional>
#include <string>

#include "command/options.hpp"
#include "emit/files.hpp"
#include "pipeline.hpp"
#include "render/listing.hpp"
#include "render/state_change.hpp"

namespace schemake::generator {

// What the commands share: finding the project, reading it under a lock, and reporting.
class Session {
 public:
  enum class Needs { folder, schema };  // schema: the YAML as well

  // Finds the migrations folder (--migrations, else `migrations` or the folder itself, here or in a
  // folder above) and the schema (--schema, else as the sum says). Reports what is missing.
  explicit Session(const Options& options);

  // Locks the folder where `writes`, and reads it. False: the diagnostics hold errors.
  bool open(Needs needs, bool writes, Tolerance tolerance = Tolerance::none);

  Project& project() { return project_; }

  // Prints the diagnostics on stderr and returns `code`, or kUsage where one is an error.
  int finish(int code);

  // Prints the text, or writes it to --output, through whatever stands there, a link or a device
  // too; where that fails the diagnostics say so.
  void put_out(const std::string& text);

  // The result of write(), reported: kDone, or kUsage.
  int write_history(const Folder& history, const std::string& done);

  // The same with another history beneath the draft, which follows as the schema file says now.
  int write_with_draft(Folder history, const std::string& done);

 private:
  bool locate();

  const Options& options_;
  Project project_;
  std::optional<FolderLock> lock_;
  std::filesystem::path migrations_;
};

// Puts down a data step for people to write, and drafts it: kDone, or kNo where there is one.
// `message` becomes the draft's, if it is not empty.
int add_data_step(Session& session, Pending& pending, DataLanguage language,
                  const std::string& message);

// The change of one revision, or of what is pending, with a plan for each dialect.
StateChange state_change(Project& project, const Revision& revision);
StateChange state_change(const Project& project, const Pending& pending);

ListedRevision listed(const Folder& folder, const Revision& revision);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_SESSION_HPP
