#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "command/coloured.hpp"
#include "command/options.hpp"
#include "command/wrong_use.hpp"
#include "pipeline.hpp"

namespace schemake::generator {
namespace {

void add_project_options(CLI::App& command, Options& options) {
  command
      .add_option("--schema", options.schema,
                  "the schema file (default: as the migrations folder says)")
      ->type_name("FILE");
  command
      .add_option("--migrations", options.migrations,
                  "the migrations folder (default: `migrations`, here or in a folder above)")
      ->type_name("DIR");
}

// The overview tells of each command what its own help begins with.
class Overview : public CLI::Formatter {
 public:
  std::string make_subcommand(const CLI::App* command) const override {
    const std::string description = command->get_description();
    std::ostringstream out;
    CLI::detail::format_help(out, command->get_name(),
                             description.substr(0, description.find(".\n")), kOverviewColumn);
    return out.str();
  }

 private:
  static constexpr std::size_t kOverviewColumn = 12;
};

CLI::App* add_command(CLI::App& app, Options& options, const std::string& name,
                      const std::string& summary, const std::string& details) {
  CLI::App* command = app.add_subcommand(name, summary);
  command->description(summary + ".\n\n" + details);
  command->callback([&options, name] { options.command = name; });
  add_project_options(*command, options);
  return command;
}

void add_json(CLI::App* command, Options& options) {
  command->add_flag("--json", options.json, "print JSON");
}

void add_reading_commands(CLI::App& app, Options& options) {
  CLI::App* diff =
      add_command(app, options, "diff", "Show what the schema changes against the history",
                  "Writes nothing. Exit 0, also when there is no change.");
  diff->add_flag("--sql", options.sql, "show the steps of the plan as well, both ways");
  add_json(diff, options);

  add_json(add_command(app, options, "history", "List the revisions, newest first",
                       "Each with the first digits of its id, its name and its message."),
           options);
  add_json(add_command(app, options, "heads", "List the revisions that no other follows",
                       "More than one is a fork."),
           options);

  CLI::App* show =
      add_command(app, options, "show", "Show one revision: its changes in words, and its SQL",
                  "REVISION is a name, a number, or at least four digits of an id; `head` and\n"
                  "`draft` serve too.");
  show->add_option("REVISION", options.name, "the revision")->default_val("head");
  show->add_flag("--sql", options.sql, "show the steps of the plan as well, both ways");
  add_json(show, options);
}

void add_check(CLI::App& app, Options& options) {
  CLI::App* check = add_command(
      app, options, "check", "Say whether everything is recorded",
      "For CI. Exit 1 where the schema has changes that no revision records, a draft is left,\n"
      "or the history has two heads; with --base also where a revision or a release that the\n"
      "commit has was changed or removed here. Each with what to do. Writes nothing.");
  check
      ->add_option("--base", options.base,
                   "a commit whose history must be kept, as origin/main: what the branch that\n"
                   "this one goes into has. Read by git")
      ->type_name("GITREF");
  CLI::Option* format =
      check->add_option("--format", options.format, "text, json, or sarif (for code scanning)")
          ->check(CLI::IsMember({"text", "json", "sarif"}))
          ->type_name("FORMAT")
          ->capture_default_str();
  check->add_flag("--json", options.json, "the same as --format json")->excludes(format);
}

void add_lint(CLI::App& app, Options& options) {
  CLI::App* lint = add_command(
      app, options, "lint", "Say what to think about before a change ships",
      "Holds the pending change, or REVISION, against rules about loss, cost, older binaries\n"
      "and shapes that are regretted later. docs/lint.md lists them; `lint:` in the schema\n"
      "file sets the level of each. Exit 1 where a finding has the level error. Writes nothing.");
  lint->add_option("REVISION", options.at,
                   "the revision: a name, a number, at least four digits of an id, `head` or\n"
                   "`draft` (default: what is pending)");
  add_json(lint, options);
}

void add_graph(CLI::App& app, Options& options) {
  CLI::App* graph = add_command(
      app, options, "graph", "Draw the tables of a revision, or what changes between two",
      "Prints the entity diagram: tables with their columns, foreign keys, and views. With\n"
      "--from, what is added (+, green), removed (-, red) and changed (~, amber) since that\n"
      "revision. REVISION is as for show; `base` is the empty schema. Mermaid is what code\n"
      "hosts display; dot is for Graphviz, and svg is drawn by it where it is installed.");
  graph->add_option("REVISION", options.name, "the revision")->default_val("head");
  graph->add_option("--from", options.from, "the revision to compare with")->type_name("REVISION");
  graph->add_option("--format", options.diagram, "mermaid, dot or svg")
      ->check(CLI::IsMember({"mermaid", "dot", "svg"}))
      ->default_val("mermaid");
  graph->add_option("--output", options.output, "the file to write (default: standard output)")
      ->type_name("FILE");
}

void add_review(CLI::App& app, Options& options) {
  CLI::App* review = add_command(
      app, options, "review", "Describe a change for its reviewers, in Markdown or HTML",
      "With --base, the revisions that the commit lacks and what is pending: for a pull\n"
      "request. Else what is pending, or REVISION, which is as for show. For each: what\n"
      "changes, what it costs and risks, what is lost, whether it can be taken back, data\n"
      "steps, the SQL; then the tables that are touched. Writes nothing else. Exit 0,\n"
      "whatever it says: `check` and `lint` are those that say no.");
  CLI::Option* revision =
      review->add_option("REVISION", options.at, "the revision (default: what is pending)");
  review
      ->add_option("--base", options.base,
                   "a commit to compare with, as origin/main: what the branch that this one\n"
                   "goes into has. Read by git")
      ->type_name("GITREF")
      ->excludes(revision);
  CLI::Option* html =
      review->add_flag("--html", options.html, "one page of HTML, which loads nothing");
  review
      ->add_option("--limit", options.limit,
                   "leave out the SQL, then the diagram, then the text of data steps where the\n"
                   "Markdown is longer; GitHub takes 65536")
      ->type_name("BYTES")
      ->excludes(html);
  review
      ->add_option("--docs", options.docs,
                   "where Schemake's docs folder can be read: rules of lint are links then")
      ->type_name("URL")
      ->check(
          [](const std::string& url) {
            const bool fine = url.rfind("https://", 0) == 0 || url.rfind("http://", 0) == 0;
            return fine ? std::string() : "write an address that begins with https://";
          },
          "");
  review->add_option("--output", options.output, "the file to write (default: standard output)")
      ->type_name("FILE");
}

void add_verify(CLI::App& app, Options& options) {
  CLI::App* verify = add_command(
      app, options, "verify", "Compare a database's real schema with a revision",
      "Reads DATABASE, and changes nothing in it. Compares it with REVISION, else with\n"
      "where its own history says that it stands, else with head, object by object.\n"
      "What no revision makes is not compared. Exit 1 where it differs.");
  verify->add_option("DATABASE", options.name, "the SQLite database")->required();
  verify
      ->add_option("--at", options.at,
                   "the revision: a name, a number, or digits of its id; or base")
      ->type_name("REVISION");
  add_json(verify, options);
}

void add_squash(CLI::App& app, Options& options) {
  CLI::App* squash = add_command(
      app, options, "squash", "Lead over many revisions by one plan",
      "RANGE is FROM..TO: what lies behind the revision FROM, up to and with TO; base where\n"
      "FROM is left out, head where TO is. Databases at FROM then go to TO by one proven\n"
      "plan, with one rebuild a table; those in between walk the revisions as before.");
  squash->add_option("RANGE", options.name, "the revisions")->required();
  squash->add_flag("--with-data", options.with_data,
                   "carry the data steps within the range on the short way");
  squash->add_flag("--drop-old", options.drop_old,
                   "drop the sources of the revisions in between, all of which must be released:\n"
                   "databases there are then told which release walks them");
}

void add_writing_commands(CLI::App& app, Options& options) {
  CLI::App* init =
      add_command(app, options, "init", "Begin: write a schema file and its migrations folder",
                  "Writes NAME.yaml unless it is there, drafts its first migration, and prints\n"
                  "the lines for CMake and C++.");
  init->add_option("NAME", options.name, "the catalog: it identifies the history in a database")
      ->required();

  CLI::App* import = add_command(
      app, options, "import", "Begin with the schema of an SQLite database",
      "Reads DATABASE, and changes nothing in it; writes its schema as YAML and records\n"
      "it as the first revision. Exit 1 where something of it cannot be said in a\n"
      "schema file: each is named, and the rest is written. Of several databases the\n"
      "last one is what the application has today; the others are older ones in the\n"
      "field, which are adopted by proven ways from their schemas to the last one's.");
  import->add_option("DATABASE", options.databases, "the SQLite databases, today's last")
      ->required();
  import
      ->add_option("--catalog", options.catalog,
                   "the catalog: it identifies the history in a database (default: after the file)")
      ->type_name("NAME");
  import
      ->add_option("--rename", options.renames,
                   "what an older database calls OLD or TABLE.OLD is NEW today")
      ->type_name("OLD=NEW")
      ->allow_extra_args(false);
  import
      ->add_option("--backfill", options.backfills,
                   "what a column that older databases lack gets for their rows, an expression\n"
                   "over them; it is written into the schema file")
      ->type_name("TABLE.COLUMN=SQL")
      ->allow_extra_args(false);
  import
      ->add_option("--accept-loss", options.accept_loss,
                   "accept that older databases lose this, by its name (author.nickname)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  import->add_option("-m,--message", options.message, "of the first revision (default: start)");

  add_command(
      app, options, "sync", "Bring the draft up to what the schema says",
      "What CMake calls when the schema has changed. Plans the pending change, proves it on\n"
      "a real engine, and rewrites draft.*, head.* and schemake.sum. A draft of nothing is "
      "removed.");

  CLI::App* revision =
      add_command(app, options, "revision", "Record the pending change as a revision",
                  "Seals the draft as NNNN_message.*: commit these files. Its id stays, so\n"
                  "that a database at the draft is at the revision.");
  revision->add_option("-m,--message", options.message, "what it is for, in a few words");
  revision
      ->add_option(
          "--accept-loss", options.accept_loss,
          "accept that existing rows lose this, by its name (author.nickname); '*' for all")
      ->type_name("NAME")
      ->allow_extra_args(false);

  revision
      ->add_option("--data", options.data,
                   "put down a data step to write first, in sql or cpp, where there is none")
      ->type_name("LANGUAGE")
      ->check(CLI::IsMember({"sql", "cpp"}));

  CLI::App* data = add_command(
      app, options, "data", "Give the draft a data step, to be written by hand",
      "Writes draft.data.sql or draft.data.cpp with what to fill in. The step runs between\n"
      "what adds and relaxes and what tightens and drops; `revision` records it.");
  data->add_option("LANGUAGE", options.data, "sql or cpp")
      ->required()
      ->check(CLI::IsMember({"sql", "cpp"}));

  add_command(app, options, "reopen", "Turn the last unreleased revision back into the draft",
              "Edit the schema, and record it again; databases that have it follow by a bridge.");

  CLI::App* rebase = add_command(
      app, options, "rebase", "Put your revisions on top of those of another branch",
      "For when two branches have recorded revisions, also with git's conflict markers in\n"
      "schemake.sum: yours get new numbers, are planned and proven on top of theirs, and\n"
      "databases that ran them follow by a bridge. Resolve the schema file first. REVISION\n"
      "is the head that moves (default: what no release, nor origin's default branch, nor the\n"
      "branch that is merged in or put under yours has); one that was released never does.");
  rebase->add_option("REVISION", options.at, "the head that moves");

  CLI::App* merge = add_command(
      app, options, "merge", "Join two lines of revisions that were both released",
      "Records a revision with two parents and a proven way from each, so that databases of\n"
      "either line upgrade; also with git's conflict markers in schemake.sum. Resolve the\n"
      "schema file first. REVISION is the head that is merged into the other (default: the\n"
      "shorter line). What no release holds is better moved by `schemake rebase`.");
  merge->add_option("REVISION", options.at, "the head that is merged");
  merge->add_option("-m,--message", options.message, "of the revision (default: merge NAME)");
  merge
      ->add_option(
          "--data", options.data_from,
          "databases at REVISION, one of the two heads, run this SQL data step and none of "
          "the other line's, which may not fit them")
      ->type_name("REVISION=FILE")
      ->allow_extra_args(false);

  add_squash(app, options);

  CLI::App* amend = add_command(
      app, options, "amend", "Make the plan of a released revision anew, with its data step",
      "For one that fails at some users. Edit its NNNN_slug.data.* first. The revision keeps its\n"
      "id and its schema; the record says why, and what it was. Databases that have passed it\n"
      "are not touched: mend what it did there by a new revision.");
  amend->add_option("REVISION", options.name, "the revision")->required();
  amend->add_option("--reason", options.reason, "why, in a few words")
      ->required()
      ->type_name("TEXT");

  CLI::App* release =
      add_command(app, options, "release", "Freeze what is recorded: it ships",
                  "Revisions up to head can no longer be reopened. Databases then know which\n"
                  "release wrote them.");
  release->add_option("NAME", options.name, "the release, as 1.1")->required();
}

// Puts together what stands together in the overview, which keeps the order in which commands were
// added. Returns their names.
std::vector<std::string> group_commands(CLI::App& app) {
  const std::pair<const char*, std::vector<const char*>> groups[] = {
      {"Begin", {"init", "import"}},
      {"Change the schema", {"sync", "data", "revision", "reopen", "release"}},
      {"Branches, long histories, mending", {"rebase", "merge", "squash", "amend"}},
      {"Look", {"diff", "history", "heads", "show", "graph", "review"}},
      {"Check", {"check", "lint", "verify"}},
  };
  std::vector<std::string> all;
  for (const auto& [title, names] : groups) {
    for (const char* name : names) {
      CLI::App* const command = app.get_subcommand(name);
      command->group(title);
      for (CLI::Option* option : command->get_options()) {
        if (option->get_positional()) option->type_name("");  // its name says it
      }
      all.emplace_back(name);
    }
  }
  return all;
}

// As people write it, a positional one without the name of its type.
std::string spell(const CLI::Option& option) {
  const bool positional = option.get_positional();
  return option.get_name() + (positional ? "" : " " + option.get_type_name());
}

void print_parse_error(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<CLI::App*> used = app.get_subcommands();
  const CLI::App& command = used.empty() ? app : *used.front();
  const std::string name = used.empty() ? "" : command.get_name();
  const std::vector<std::string> rest = app.remaining(true);
  if (!rest.empty()) {
    std::vector<std::string> options;
    for (const CLI::Option* option : command.get_options()) options.push_back(option->get_name());
    return print_unexpected(name, rest.front(), options);
  }
  if (used.empty() && dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    return print_wrong_use({}, "no command was given");
  }
  for (const CLI::Option* option : command.get_options()) {
    const bool missing = option->get_required() && option->count() == 0;
    if (missing) return print_wrong_use(name, name + " needs " + spell(*option));
  }
  print_wrong_use(name, error.what());
}

}  // namespace

Parsed parse_command_line(int argc, char** argv) {
  Parsed parsed;
  Options& options = parsed.options;
  CLI::App app("schemake: migrations of a C++ application's database, from its schema in YAML");
  app.name("schemake");
  app.set_version_flag("--version", "schemake " + std::string(version()));
  app.footer(
      "Exit codes: 0 done, 1 the answer is no, 2 usage or bad input.\n"
      "schemake COMMAND --help says more of one command.");
  app.formatter(std::make_shared<Overview>());
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.require_subcommand(1);
  app.fallthrough();  // inherited by the commands: --color may stand behind them
  std::string color = "auto";
  app.add_option("--color", color,
                 "colour diagnostics; auto: on a terminal, unless NO_COLOR is set")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  add_writing_commands(app, options);
  add_reading_commands(app, options);
  add_check(app, options);
  add_lint(app, options);
  add_graph(app, options);
  add_review(app, options);
  add_verify(app, options);
  auto words = read_words({argv + std::min(argc, 1), argv + argc}, group_commands(app));
  if (!words) {
    parsed.exit = kUsage;
    return parsed;
  }
  try {
    std::reverse(words->begin(), words->end());  // as CLI11 takes them
    app.parse(std::move(*words));
  } catch (const CLI::Success& wanted) {
    parsed.exit = app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    print_parse_error(app, error);
    parsed.exit = kUsage;
  }
  options.color = is_coloured(color);
  return parsed;
}

}  // namespace schemake::generator
