#include "operation/type_change.hpp"

#include <gtest/gtest.h>

#include <string>

namespace schemake::generator {
namespace {

Type type_of(TypeName name) {
  Type type;
  type.name = name;
  return type;
}

Type raw(const std::string& sqlite) {
  Type type = type_of(TypeName::raw);
  type.raw.texts["sqlite"] = sqlite;
  return type;
}

struct RawChange {
  const char* name;
  Type before, after;
  bool keeps;
};

class RawType : public testing::TestWithParam<RawChange> {};

TEST_P(RawType, KeepsWhatItsAffinityHolds) {
  EXPECT_EQ(keeps_every_value(GetParam().before, GetParam().after, {}, {}), GetParam().keeps);
}

INSTANTIATE_TEST_SUITE_P(
    Changes, RawType,
    testing::Values(
        RawChange{"Longer", raw("VARCHAR(48)"), raw("varchar(64)"), true},
        RawChange{"IntToUntyped", raw("INT"), raw(""), false},
        RawChange{"BlobToUntyped", raw("BLOB"), raw(""), true},
        RawChange{"DatetimeToNumeric", raw("DATETIME"), raw("NUMERIC(10)"), true},
        RawChange{"DatetimeToText", raw("DATETIME"), raw("TEXT"), false},
        RawChange{"FloatToReal", raw("FLOAT"), raw("REAL"), true},
        RawChange{"AnyToNumeric", raw("ANY"), raw("NUMERIC"), false},
        RawChange{"AnyToAny", raw("ANY"), raw("ANY"), true},
        RawChange{"IntToBigint", raw("INT"), type_of(TypeName::bigint), true},
        RawChange{"IntToSmallint", raw("INT"), type_of(TypeName::smallint), false},
        RawChange{"IntToBoolean", raw("INT"), type_of(TypeName::boolean), false},
        RawChange{"VarcharToText", raw("VARCHAR"), type_of(TypeName::text), true},
        RawChange{"VarcharToDate", raw("VARCHAR"), type_of(TypeName::date), false},
        RawChange{"DateToDate", raw("DATE"), type_of(TypeName::date), false},
        RawChange{"DateToVarchar", type_of(TypeName::date), raw("VARCHAR(10)"), true},
        RawChange{"DateToDatetime", type_of(TypeName::date), raw("DATETIME"), false},
        RawChange{"BooleanToInt", type_of(TypeName::boolean), raw("INT"), true},
        RawChange{"EnumToVarchar", type_of(TypeName::enumeration), raw("VARCHAR"), true},
        RawChange{"DoubleToFloat", type_of(TypeName::double_precision), raw("FLOAT"), true}),
    [](const auto& info) { return std::string(info.param.name); });

// What another engine makes of its own type is not known.
TEST(RawTypeOfTwoDialects, KeepsWhatAnEqualOneDoes) {
  Type both = raw("VARCHAR(48)");
  both.raw.texts["postgresql"] = "citext";
  EXPECT_FALSE(keeps_every_value(both, raw("VARCHAR(48)"), {}, {}));
  EXPECT_TRUE(keeps_every_value(both, both, {}, {}));
}

}  // namespace
}  // namespace schemake::generator
