#ifndef SCHEMAKE_OPERATION_WORK_HPP
#define SCHEMAKE_OPERATION_WORK_HPP

#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// A schema on its way, and the operations that brought it there.
class Work {
 public:
  explicit Work(Schema from) : schema_(std::move(from)) {}

  const Schema& schema() const { return schema_; }
  std::vector<Operation> take_operations() { return std::move(operations_); }

  // Applies the operation and keeps it. One that does not apply is a mistake of the caller:
  // std::logic_error.
  void emit(Operation operation);

  template <class T>
  void create(const T& object) {
    emit(Change<T>{{}, object});
  }
  template <class T>
  void drop(const T& object) {
    emit(Change<T>{object, {}});
  }

  // Drops the object, after all that refers to it; nothing where it is gone already.
  void take_away(const ObjectName& object);

 private:
  void take_all_away(const std::vector<ObjectName>& objects);
  void take_table_away(const std::string& name);
  void take_out_of_order(const ObjectName& column);

  Schema schema_;
  std::vector<Operation> operations_;
};

template <>
inline void Work::create(const Column& column) {
  emit(Change<Column>{{}, column, {}});
}
template <>
inline void Work::drop(const Column& column) {
  emit(Change<Column>{column, {}, {}});
}

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_WORK_HPP
