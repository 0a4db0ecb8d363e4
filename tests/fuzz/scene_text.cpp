// Scenes of strangers: taken or refused, never a crash; and what was taken is given back as the same bytes for ever.
#include "server/scenes/scene_text.hpp"
#include "tests/fuzz/require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tutti;
    using fuzz::require;
    const auto taken = import_scene({reinterpret_cast<const char*>(data), size});
    if (const auto* wrong = std::get_if<std::string>(&taken)) {
        require(!wrong->empty(), "a refusal says why");
        return 0;
    }
    const auto& scene = std::get<ImportedScene>(taken);
    const std::string text = with_head(scene.text, scene.head);
    const auto again = import_scene(text);
    require(std::holds_alternative<ImportedScene>(again), "what was taken is taken again");
    const auto& second = std::get<ImportedScene>(again);
    require(with_head(second.text, second.head) == text, "as the same bytes");
    return 0;
}
