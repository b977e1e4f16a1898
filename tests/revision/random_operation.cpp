#include "revision/random_operation.hpp"

namespace schemake::generator {
namespace {

class Values {
 public:
  explicit Values(std::mt19937& random) : random_(random) {}

  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
  bool flag() { return below(2) == 0; }

  std::string text() {
    static const std::string kTexts[] = {
        "",
        "author",
        "Order Details",
        "a\"b",
        "a\\b",
        "two\nlines",
        "tab\t\x01",
        "Größe",
        "\xF0\x9F\x98\x80",
        "{\"op\":1}",
        "a,b:c]",
        "null",
        "\x7F\xE2\x80\xAE",
        "0",
    };
    return kTexts[below(static_cast<int>(std::size(kTexts)))];
  }
  std::string name() { return text() + std::to_string(below(100)); }

  DialectText dialect_text() {
    DialectText out;
    if (flag()) out.texts[""] = text();
    if (below(3) == 0) out.texts["sqlite"] = text();
    if (below(3) == 0) out.texts["postgresql"] = text();
    return out;
  }

  template <class T>
  T word(T last) {
    return static_cast<T>(below(static_cast<int>(last) + 1));
  }

  std::vector<std::string> texts() {
    std::vector<std::string> out(static_cast<std::size_t>(below(4)));
    for (std::string& one : out) one = text();
    return out;
  }

  Type type() {
    Type out;
    out.name = word(TypeName::raw);
    if (out.name == TypeName::decimal) out.precision = below(40), out.scale = below(10);
    if (out.name == TypeName::varchar || out.name == TypeName::character) {
      out.precision = below(100'000);
    }
    if (out.name == TypeName::enumeration) out.enumeration = name();
    if (out.name == TypeName::raw) out.raw = dialect_text();
    return out;
  }

  std::vector<IndexPart> parts() {
    std::vector<IndexPart> out(static_cast<std::size_t>(below(4)));
    for (IndexPart& part : out) {
      part.column = text();
      if (flag()) part.expression = dialect_text();
      part.descending = below(3) == 0;
      if (below(3) == 0) part.collation = dialect_text();
    }
    return out;
  }

  void fill(Table& value) {
    value = {name(), flag(), flag(), {}, texts(), text()};
    if (flag()) value.options[name()] = text();
  }
  void fill(Column& value) {
    value.table = name();
    value.name = name();
    value.type = type();
    value.nullable = flag();
    if (flag()) value.default_value = Literal{word(Literal::Kind::blob), text()};
    if (below(3) == 0) value.default_value = Expression{dialect_text()};
    if (below(3) == 0) value.generated = Generated{dialect_text(), flag()};
    value.identity = flag();
    value.collation = dialect_text();
    value.not_null_conflict = word(OnConflict::replace);
    value.comment = text();
  }
  void fill(Key& value) { value = {name(), text(), flag(), parts(), word(OnConflict::replace)}; }
  void fill(ForeignKey& value) {
    value = {name(),
             name(),
             texts(),
             name(),
             texts(),
             word(Action::cascade),
             word(Action::cascade),
             word(Deferrable::deferred)};
  }
  void fill(Check& value) { value = {name(), name(), dialect_text(), word(OnConflict::replace)}; }
  void fill(Index& value) { value = {name(), name(), flag(), parts(), dialect_text()}; }
  void fill(View& value) { value = {name(), texts(), dialect_text(), text()}; }
  void fill(Trigger& value) {
    value = {name(),
             name(),
             word(Trigger::Timing::instead_of),
             word(Trigger::Event::remove),
             texts(),
             dialect_text(),
             dialect_text()};
  }
  void fill(Enum& value) { value = {name(), texts(), text()}; }
  void fill(VirtualTable& value) { value = {name(), text(), text()}; }
  void fill(Row& value) {
    value = {name(), text(), {}};
    if (flag()) value.values[name()] = Literal{word(Literal::Kind::blob), text()};
    if (flag()) value.values[name()] = Expression{dialect_text()};
  }

  template <class T>
  Operation change() {
    Change<T> out;
    const int sides = below(3);
    if (sides != 0) fill(out.before.emplace());
    if (sides != 1) fill(out.after.emplace());
    if constexpr (std::is_same_v<T, Column>) out.backfill = dialect_text();
    return out;
  }

 private:
  std::mt19937& random_;
};

}  // namespace

Operation random_operation(std::mt19937& random) {
  Values values(random);
  switch (values.below(12)) {
    case 0:
      return Rename{values.word(Kind::row), values.text(), values.text(), values.text()};
    case 1:
      return values.change<Table>();
    case 2:
      return values.change<Column>();
    case 3:
      return values.change<Key>();
    case 4:
      return values.change<ForeignKey>();
    case 5:
      return values.change<Check>();
    case 6:
      return values.change<Index>();
    case 7:
      return values.change<View>();
    case 8:
      return values.change<Trigger>();
    case 9:
      return values.change<Enum>();
    case 10:
      return values.change<Row>();
    default:
      return values.change<VirtualTable>();
  }
}

}  // namespace schemake::generator
