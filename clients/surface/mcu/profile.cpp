#include "clients/surface/mcu/profile.hpp"

#include <algorithm>

#include "clients/surface/mcu/toml_section.hpp"

namespace tutti::surface {
namespace {

namespace fs = std::filesystem;

// Of what may lie in a driver's queue (writer.hpp) the longest message, all colours of an iCON, must be a part.
constexpr int kLeastRate = 1000;

void read_scale(Section& section, Profile& profile) {
    const toml::array* list = section.list("scale");
    if (!list) return;
    Scale::Marks marks;
    for (const toml::node& node : *list) {
        const toml::array* mark = node.as_array();
        const auto at = mark && mark->size() == 2 ? mark->get(0)->value<std::int64_t>() : std::nullopt;
        const auto db = mark && mark->size() == 2 ? mark->get(1)->value<double>() : std::nullopt;
        if (!at || !db) section.fail("scale", node, "wants pairs [position, dB]");
        marks.emplace_back(static_cast<int>(std::clamp<std::int64_t>(*at, -1, kTop + 1)), *db);
    }
    if (const auto wrong = Scale::complaint(marks)) section.fail("scale", *list, *wrong);
    profile.scale = Scale(marks);
}

fs::path library() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path installed = program.parent_path().parent_path() / "share/tutti/surfaces";
    return fs::is_directory(installed, error) ? installed : fs::path(TUTTI_SURFACES);
}

}  // namespace

Profile read_profile(const fs::path& file) {
    const toml::table table = parse_toml(file);
    Section section(table, file);
    Profile profile;
    profile.name = file.stem().string();
    std::string dialect = "mcu", colors = "none";
    int id = profile.id;
    section.text("name", profile.name);
    section.text("dialect", dialect);
    if (dialect != "mcu" && dialect != "xctl") section.fail("dialect", *table.get("dialect"), "is mcu or xctl");
    profile.xctl = dialect == "xctl";
    section.whole("id", id, 0, 127);
    profile.id = static_cast<std::uint8_t>(id);
    section.text("colors", colors);
    if (colors == "x-touch") {
        profile.colors = Colors::x_touch;
    } else if (colors == "icon") {
        profile.colors = Colors::icon;
    } else if (colors != "none") {
        section.fail("colors", *table.get("colors"), "is none, x-touch or icon");
    }
    section.whole("strips", profile.strips, 1, kStrips);
    section.flag("master", profile.master);
    section.flag("handshake", profile.handshake);
    section.flag("touch", profile.touch);
    section.flag("blinks", profile.blinks);
    section.whole("columns", profile.columns, 4, kColumns);
    section.whole("bytes_per_second", profile.bytes_per_second, 0, 10'000'000);
    if (profile.bytes_per_second > 0 && profile.bytes_per_second < kLeastRate)
        section.fail("bytes_per_second", *table.get("bytes_per_second"),
                     "wants 0 (no bound), or at least " + std::to_string(kLeastRate));
    section.whole("steps", profile.steps, 2, kTop + 1);
    read_scale(section, profile);
    section.keys("keys", profile.keys);
    section.done();
    return profile;
}

fs::path profile_file(const std::string& name) {
    if (name.find('/') != std::string::npos || name.ends_with(".toml")) return name;
    return library() / (name + ".toml");
}

std::vector<std::string> profile_names() {
    std::vector<std::string> names;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(library(), error))
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::unique_ptr<Dialect> dialect_of(const Profile& profile) {
    return profile.xctl ? xctl_dialect() : mackie_dialect(profile.id, profile.colors);
}

}  // namespace tutti::surface
