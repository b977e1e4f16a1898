#ifndef SCHEMAKE_OPERATION_EXPRESSIONS_HPP
#define SCHEMAKE_OPERATION_EXPRESSIONS_HPP

#include "operation/rewrite.hpp"
#include "schema/schema.hpp"

// The expressions that a part of a table holds, each with how it names columns: `visit` is called
// with (DialectText&, Scope). A default names no column, a view and a trigger's body are texts over
// many tables: they are not visited.

namespace schemake::generator {

template <class Visit>
void each_expression(Column& column, Visit visit) {
  if (column.generated) visit(column.generated->sql, Scope::table);
}

template <class Visit>
void each_expression(Check& check, Visit visit) {
  visit(check.sql, Scope::table);
}

template <class Visit>
void each_expression(Index& index, Visit visit) {
  for (IndexPart& part : index.parts) visit(part.expression, Scope::table);
  visit(index.where, Scope::table);
}

template <class Visit>
void each_expression(Trigger& trigger, Visit visit) {
  visit(trigger.when, Scope::trigger);
}

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_EXPRESSIONS_HPP
