#ifndef SCHEMAKE_OPERATION_TYPE_CHANGE_HPP
#define SCHEMAKE_OPERATION_TYPE_CHANGE_HPP

#include "schema/schema.hpp"

namespace schemake::generator {

// Whether every value of `before` is one of `after` as well, in every dialect:
//
//   boolean                    smallint, integer, bigint, and what those widen to
//   smallint, integer, bigint  a wider one; decimal with as many digits before the point
//   smallint, integer          double; smallint: real
//   real                       double
//   decimal(p,s)               decimal with no fewer digits on either side of the point
//   varchar(n), char(n)        varchar of no lesser length; char(n): char too
//   an enum                    another that has all its values, varchar of the longest
//   date                       timestamp
//   whole numbers, decimal, date, time, timestamp, timestamptz, uuid, json, an enum, varchar, char
//                              text
//
//   a raw type                 another, bigint, double, text or blob, of the same affinity, which
//                              decides in SQLite what a column holds; ANY to itself alone
//   any other type             a raw one of its affinity: bigint to INT, date to CHAR(10)
//
// `enums_before` and `enums_after` hold the values of enums. A raw type that is said for more than
// SQLite keeps only what an equal one does.
bool keeps_every_value(const Type& before, const Type& after,
                       const std::map<std::string, Enum>& enums_before,
                       const std::map<std::string, Enum>& enums_after);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_TYPE_CHANGE_HPP
