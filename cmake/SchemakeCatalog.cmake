# Writes, into the build tree, the C++ that turns the files of a migrations folder into a library: the
# catalog's header and source, and the migrator's main.
include_guard(GLOBAL)
cmake_policy(PUSH)
cmake_policy(VERSION 3.22...3.31)

# Touches the file only when its text is another, and never leaves half of one.
function(_schemake_write_if_changed file text)
  if(EXISTS "${file}")
    file(READ "${file}" old)
    if(old STREQUAL text)
      return()
    endif()
  endif()
  file(WRITE "${file}.new" "${text}")
  file(RENAME "${file}.new" "${file}")
endfunction()

# `text` between the quotes of a C++ string literal. `??` would be a trigraph to some compilers.
function(_schemake_cpp_literal out text)
  string(REPLACE "\\" "\\\\" text "${text}")
  string(REPLACE "\"" "\\\"" text "${text}")
  string(REPLACE "?" "\\?" text "${text}")
  set(${out} "\"${text}\"" PARENT_SCOPE)
endfunction()

# _schemake_marks(<definition> <pointer> <count> <type> <array> <entries>): the array of the catalog that
# holds "<id> <release>" entries, as struct <type> with its members in the order that <type> has.
function(_schemake_marks definition pointer count type array entries)
  set(rows "")
  list(LENGTH entries length)
  foreach(entry IN LISTS entries)
    _schemake_split_entry(id release "${entry}")
    _schemake_cpp_literal(literal "${release}")
    if(type STREQUAL "Release")
      string(APPEND rows "    {${literal}, \"${id}\"},\n")
    else()
      string(APPEND rows "    {\"${id}\", ${literal}},\n")
    endif()
  endforeach()
  if(length EQUAL 0)
    set(${definition} "" PARENT_SCOPE)
    set(${pointer} "nullptr" PARENT_SCOPE)
  else()
    set(${definition} "const schemake::${type} ${array}[] = {\n${rows}};\n" PARENT_SCOPE)
    set(${pointer} "${array}" PARENT_SCOPE)
  endif()
  set(${count} ${length} PARENT_SCOPE)
endfunction()

# _schemake_required(<definition> <pointer> <count> <entries>): likewise for the "<kind> <name>" entries
# of what the application registers.
function(_schemake_required definition pointer count entries)
  set(rows "")
  list(LENGTH entries length)
  foreach(entry IN LISTS entries)
    _schemake_split_entry(kind name "${entry}")
    _schemake_cpp_literal(literal "${name}")
    string(APPEND rows "    {schemake::Required::Kind::${kind}, ${literal}},\n")
  endforeach()
  if(length EQUAL 0)
    set(${definition} "" PARENT_SCOPE)
    set(${pointer} "nullptr" PARENT_SCOPE)
  else()
    set(${definition} "const schemake::Required kRequired[] = {\n${rows}};\n" PARENT_SCOPE)
    set(${pointer} "kRequired" PARENT_SCOPE)
  endif()
  set(${count} ${length} PARENT_SCOPE)
endfunction()

# The sources of the folder that are compiled, and the symbols of those that hold edges: the rule for a
# symbol's name is that of generator/emit/source.hpp.
function(_schemake_sources out_sources out_symbols prefix)
  set(sources)
  set(symbols)
  foreach(entry IN LISTS ${prefix}_FILES ${prefix}_INPUTS)
    _schemake_split_entry(digest name "${entry}")
    if(name MATCHES "^(.+)\\.([a-z0-9]+)\\.cpp$")
      if(CMAKE_MATCH_2 IN_LIST ${prefix}_DIALECTS)
        list(APPEND sources "${name}")
        string(REGEX REPLACE "[^A-Za-z0-9_]" "_" symbol "edges_${CMAKE_MATCH_1}_${CMAKE_MATCH_2}")
        list(APPEND symbols "${symbol}")
      elseif(CMAKE_MATCH_2 STREQUAL "data")
        list(APPEND sources "${name}")
      endif()
    endif()
  endforeach()
  set(${out_sources} "${sources}" PARENT_SCOPE)
  set(${out_symbols} "${symbols}" PARENT_SCOPE)
endfunction()

# _schemake_write_catalog(<prefix> <out folder> <migrations> <target> <namespace> <may walk drafts>):
# <prefix> is that of _schemake_read_sum. Writes <target>.hpp and <target>.cpp, which includes the
# migrations: as one translation unit their compile time hardly grows with their number.
function(_schemake_write_catalog prefix out folder target namespace drafts)
  set(edges "schemake_catalog_${${prefix}_CATALOG}")
  _schemake_sources(sources symbols ${prefix})
  set(includes "")
  foreach(source IN LISTS sources)
    string(APPEND includes "#include \"${folder}/${source}\"\n")
  endforeach()
  set(addresses "")
  foreach(symbol IN LISTS symbols)
    string(APPEND addresses "    &${edges}::${symbol},\n")
  endforeach()
  list(LENGTH symbols source_count)
  set(source_pointer "nullptr")
  set(source_array "")
  if(source_count GREATER 0)
    set(source_pointer "kSources")
    set(source_array "const schemake::edge_v1::Edges* const kSources[] = {\n${addresses}};\n")
  endif()
  _schemake_marks(release_array release_pointer release_count Release kReleases
    "${${prefix}_RELEASES}")
  _schemake_marks(retired_array retired_pointer retired_count Retired kRetired "${${prefix}_RETIRED}")
  _schemake_required(required_array required_pointer required_count "${${prefix}_REQUIRED}")

  # A release build of a developer's tree walks no draft either, unless it is told so.
  if(drafts)
    set(walks "#if !defined(NDEBUG) || defined(SCHEMAKE_WALK_DRAFTS)
constexpr bool kWalksDrafts = true;
#else
constexpr bool kWalksDrafts = false;
#endif
")
  else()
    set(walks "constexpr bool kWalksDrafts = false;\n")
  endif()

  set(top "// Written by schemake_add_migrations(${target}) when CMake configures; edits are lost.\n")
  string(MAKE_C_IDENTIFIER "${target}_HPP" guard)
  _schemake_write_if_changed("${out}/${target}.hpp" "${top}#ifndef SCHEMAKE_CATALOG_OF_${guard}
#define SCHEMAKE_CATALOG_OF_${guard}

#include <schemake/catalog.hpp>

namespace ${namespace} {

// The migrations of \"${${prefix}_CATALOG}\".
const schemake::Catalog& catalog();

}  // namespace ${namespace}

#endif  // SCHEMAKE_CATALOG_OF_${guard}
")
  _schemake_write_if_changed("${out}/${target}.cpp" "${top}#include \"${target}.hpp\"

${includes}
namespace {

${walks}${source_array}${release_array}${retired_array}${required_array}constexpr schemake::Catalog kCatalog = {
    \"${${prefix}_CATALOG}\",
    \"${${prefix}_HEAD}\",
    ${source_pointer}, ${source_count},
    ${release_pointer}, ${release_count},
    ${retired_pointer}, ${retired_count},
    kWalksDrafts,
    ${required_pointer}, ${required_count},
};

}  // namespace

const schemake::Catalog& ${namespace}::catalog() { return kCatalog; }
")
endfunction()

function(_schemake_write_migrator file target namespace)
  _schemake_write_if_changed("${file}" "#include <schemake/migrator.hpp>

#include <${target}.hpp>

int main(int argc, char** argv) {
  return schemake::migrator_main(argc, argv, ${namespace}::catalog());
}
")
endfunction()

function(_schemake_write_walk file target namespace)
  _schemake_write_if_changed("${file}" "#include <schemake/migrator.hpp>

#include <${target}.hpp>

int main() { return schemake::walk_catalog_main(${namespace}::catalog()); }
")
endfunction()

cmake_policy(POP)
