// Holds the tree to docs/architecture.md, and shows on a small tree in a temporary folder that each rule bites.
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "tests/architecture/check.hpp"

namespace tutti::architecture {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string in_lines(const Offences& offences) {
    std::string text;
    for (const std::string& offence : offences) text += "\n  " + offence;
    return text;
}

TEST(Architecture, TheTreeKeepsItsDirections) {
    const Offences offences = check_sources(TUTTI_ROOT);
    EXPECT_TRUE(offences.empty()) << in_lines(offences);
}

TEST(Architecture, DocumentsLinkToWhatExists) {
    const Offences offences = check_links(TUTTI_ROOT);
    EXPECT_TRUE(offences.empty()) << in_lines(offences);
}

// A tree of a few lines, to plant a violation in.
class PlantedTree : public testing::Test {
protected:
    PlantedTree() {
        root_ = fs::temp_directory_path() / ("tutti-architecture-" + std::to_string(::getpid()));
        fs::remove_all(root_);
        write("engine/console/desk.hpp", "// What a desk is.\n#include <vector>\n");
        write("engine/mix/engine.hpp", "// The sound.\n#include \"engine/console/desk.hpp\"\n");
        write("server/door.hpp", "// The door.\n#include <boost/asio.hpp>\n#include \"engine/mix/engine.hpp\"\n");
    }
    ~PlantedTree() override { fs::remove_all(root_); }

    void write(const std::string& path, const std::string& text) {
        fs::create_directories((root_ / path).parent_path());
        std::ofstream(root_ / path) << text;
    }

    fs::path root_;
};

TEST_F(PlantedTree, IsCleanBeforeAnythingIsPlanted) {
    EXPECT_THAT(check_sources(root_), IsEmpty());
}

TEST_F(PlantedTree, AnIncludeAgainstTheDirectionIsFound) {
    write("engine/console/values.cpp", "#include <array>\n#include \"engine/mix/engine.hpp\"\n");
    EXPECT_THAT(check_sources(root_),
                ElementsAre("engine/console/values.cpp:2: engine/console may not include engine/mix/engine.hpp"));
}

TEST_F(PlantedTree, ALibraryInTheConsoleIsFound) {
    write("engine/console/values.cpp", "#include <boost/json.hpp>\n");
    EXPECT_THAT(check_sources(root_), ElementsAre(HasSubstr("standard library only, not <boost/json.hpp>")));
}

TEST_F(PlantedTree, ASocketInTheProtocolIsFound) {
    write("protocol/osc/message.cpp", "#include <boost/json.hpp>\n#include <boost/asio/ip/udp.hpp>\n");
    EXPECT_THAT(check_sources(root_), ElementsAre(HasSubstr("protocol may not touch a socket")));
}

TEST_F(PlantedTree, AClientThatReachesIntoTheServerIsFound) {
    write("clients/cli/main.cpp", "#include \"server/door.hpp\"\n");
    EXPECT_THAT(check_sources(root_), ElementsAre(HasSubstr("clients may not include server/door.hpp")));
}

TEST_F(PlantedTree, AnIncludedSourceFileIsFound) {
    write("tests/mix/engine_test.cpp", "#include \"engine/mix/engine.cpp\"\n");
    EXPECT_THAT(check_sources(root_), ElementsAre(HasSubstr("includes a .cpp file")));
}

TEST_F(PlantedTree, AnIncludeThatIsNoPathFromTheRootIsFound) {
    write("server/door.cpp", "#include \"door.hpp\"\n");
    EXPECT_THAT(check_sources(root_), ElementsAre(HasSubstr("not a path from the repository's root")));
}

TEST_F(PlantedTree, AFileTooLongIsFoundInEveryLanguage) {
    for (const char* file : {"server/long.cpp", "clients/web/src/long.svelte", "clients/web/src/long.ts"})
        write(file, std::string(351, '\n'));
    EXPECT_EQ(check_sources(root_).size(), 3u);
    write("clients/web/src/generated/table.ts", std::string(351, '\n'));
    EXPECT_EQ(check_sources(root_).size(), 3u) << "generated files may be long";
}

TEST_F(PlantedTree, AHeaderWithoutASentenceIsFound) {
    write("server/desk.hpp", "#pragma once\n\n#include <vector>\n");
    EXPECT_THAT(check_sources(root_), ElementsAre(HasSubstr("does not open with a sentence")));
}

TEST_F(PlantedTree, ADeadLinkIsFound) {
    write("README.md", "[door](server/door.hpp) [site](https://example.org) [gone](server/gone.hpp#here)\n");
    EXPECT_THAT(check_links(root_), ElementsAre("README.md:1: links to server/gone.hpp, which does not exist"));
}

TEST_F(PlantedTree, CodeInADocumentIsNoLink) {
    write("README.md", "```cpp\n[](const int&) {}\n```\nand `[](float)` too, but [this](gone.md) is\n");
    EXPECT_THAT(check_links(root_), ElementsAre("README.md:4: links to gone.md, which does not exist"));
}

}  // namespace
}  // namespace tutti::architecture
