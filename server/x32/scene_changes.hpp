#pragma once
// What the text of a scene file comes to on the desk, as one list of changes. It is to stand afterwards as the file
// says, whatever follows from its links: so of pairs also that is said which stands already. State thread only.
#include <span>
#include <string_view>
#include <vector>

#include "server/x32/tree.hpp"

namespace tutti::x32 {

class SceneChanges {
public:
    // What the parameters of effects are is known once their types stand: they are a list of their own, behind the
    // other. Text and console outlive it.
    enum class Of : std::uint8_t { all_but_parameters, parameters };
    SceneChanges(Tree& tree, const Console& console, std::string_view text, Of which);

    std::span<const Change> moves() const { return moves_; }
    // What a linked pair, or one that is linked or unlinked by this list, would carry to or from its other side.
    std::span<const Change> stays() const { return stays_; }

private:
    void find_moves(Tree& tree);
    void find_stays(const Tree& tree);

    const Console& console_;
    std::vector<std::vector<Tree::Wanted>> said_;  // a line each; texts are borrowed from it
    std::vector<Change> moves_, stays_;
};

}  // namespace tutti::x32
