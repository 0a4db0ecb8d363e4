#include "server/scenes/scene_watch.hpp"

#include "engine/console/link.hpp"

namespace tutti {

void SceneWatch::begin(int scene, const SceneValues& goes_to) {
    const Layout& layout = console_.layout();
    scene_ = scene;
    told_ = console_.revision();
    different_.clear();
    on_the_way_.clear();
    counted_ = 0;
    scope_ = nullptr;
    numbers_.resize(layout.slot_count());
    texts_.clear();
    each_in_scenes(layout, [&](Slot slot, const Place& place) {
        if (place.info().type == Type::text)
            texts_[slot] = console_.text(slot);
        else
            numbers_[slot] = console_.number(slot);
    });
    for (const SceneValue& value : goes_to.values) {
        if (value.text >= 0)
            texts_[value.slot] = goes_to.text_of(value);
        else
            numbers_[value.slot] = value.number;
        look_at(value.slot);
    }
}

void SceneWatch::end() {
    scene_ = -1;
    numbers_ = {};
    texts_ = {};
    different_ = {};
    scope_ = nullptr;
}

bool SceneWatch::differs(Slot slot) const {
    if (const auto text = texts_.find(slot); text != texts_.end()) return console_.text(slot) != text->second;
    return console_.number(slot) != numbers_[slot];
}

bool SceneWatch::fades(Slot slot) const {
    if (fades_.empty()) return false;
    const auto other = other_side(console_, console_.layout().place(slot));
    return fades_.contains(slot) || (other && fades_.contains(*other));
}

// While it fades it is on its way; it is looked at again when the fade is over, or was ended.
void SceneWatch::look_at(Slot slot) {
    if (fades(slot)) {
        on_the_way_.insert(slot);
        return;
    }
    if (differs(slot)) {
        if (different_.insert(slot).second && scope_ && counts(slot)) ++counted_;
    } else if (different_.erase(slot) > 0 && scope_ && counts(slot)) {
        --counted_;
    }
}

bool SceneWatch::changed() {
    if (scene_ < 0) return false;
    const ChangeList& changes = console_.changes();
    const Layout& layout = console_.layout();
    for (Slot slot = changes.newest(ChangeList::Of::settings); slot != kNoSlot && changes.revision(slot) > told_;
         slot = changes.older(slot)) {
        const Place place = layout.place(slot);
        if (RecallScope::depends_on(place)) scope_ = nullptr;
        if (is_in_scenes(place)) look_at(slot);
    }
    told_ = console_.revision();
    for (auto at = on_the_way_.begin(); at != on_the_way_.end();) {
        if (fades(*at)) {
            ++at;
            continue;
        }
        const Slot slot = *at;
        at = on_the_way_.erase(at);
        look_at(slot);
    }
    if (!scope_) {
        scope_ = std::make_unique<RecallScope>(console_, scope_of_scene(console_, scene_));
        counted_ = 0;
        for (const Slot slot : different_) counted_ += counts(slot) ? 1 : 0;
    }
    return counted_ > 0;
}

}  // namespace tutti
