#include <gmock/gmock.h>

#include "integration/consumer.hpp"

// What the schema requires reaches the application by way of the sum and the catalog's source.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Requires, IsCompiledIntoTheCatalog) {
  const Consumer consumer;
  consumer.write("schema.yaml", std::string(kSchema) +
                                    "requires:\n"
                                    "  functions: [is_odd, \"a;b[?\\\\\"]\n"
                                    "  collations: [german]\n");
  consumer.make(quick_arguments());
  EXPECT_THAT(consumer.read("migrations/schemake.sum"),
              AllOf(HasSubstr("\nrequires function is_odd\nrequires function a;b[?\\\n"
                              "requires collation german\nschema ")));
  const ChildResult ran = consumer.run();
  EXPECT_NE(ran.code, 0);
  EXPECT_THAT(ran.said, HasSubstr("the function is_odd, the function a;b[?\\, "
                                  "the collation german"));

  consumer.write("schema.yaml", kSchema);
  consumer.make(quick_arguments());
  EXPECT_THAT(consumer.read("migrations/schemake.sum"), Not(HasSubstr("requires")));
  EXPECT_EQ(consumer.run().code, 0);
}

TEST(Requires, IsNamedWhereAnUnknownFunctionIsCalled) {
  const Consumer consumer;
  consumer.replace(
      "schema.yaml", kNameColumn,
      std::string(kNameColumn) + "      odd: {type: text, generated: \"is_odd(name)\"}\n");
  const ChildResult configured = consumer.configure(quick_arguments());
  EXPECT_NE(configured.code, 0);
  EXPECT_THAT(configured.said,
              AllOf(HasSubstr("schema.yaml:"), HasSubstr("no such function: is_odd"),
                    HasSubstr("requires: {functions: [is_odd]}")));
}

}  // namespace
}  // namespace schemake::testing
