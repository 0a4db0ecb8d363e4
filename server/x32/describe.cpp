#include "server/x32/describe.hpp"

#include "protocol/describe/words.hpp"
#include "server/x32/addresses.hpp"
#include "server/x32/fx_pars.hpp"

namespace tutti::x32 {
namespace {

constexpr std::string_view kHead =
    "# The leaves of the X32 dialect\n\n"
    "Generated: `tuttid --describe x32 > docs/x32-leaves.md`. What the columns mean, and how values go over, is in\n"
    "[x32.md](x32.md). `f` is a float 0..1 on the wire, `i` an integer, `s` a text; numbers of channels, buses and "
    "the\n"
    "monitor on the desk's side are counted from the window. *Kept* is a constant that takes what clients write.\n";

// "ch/01…32"
std::string counted(std::string_view path, const Numbers& numbers) {
    const std::size_t at = path.find('#');
    std::string out(path.substr(0, at));
    if (at == std::string_view::npos) return out;
    out += nth(numbers, 0);
    if (numbers.count > 1)
        (out += numbers.step > 1 && !numbers.span ? ", " : "…") +=
            nth(numbers, numbers.step > 1 && !numbers.span ? 1 : numbers.count - 1);
    if (numbers.step > 1 && !numbers.span && numbers.count > 2) (out += "…") += nth(numbers, numbers.count - 1);
    return out += path.substr(at + 1);
}

void append_grid(std::string& out, const Grid& grid) {
    out += type_tag(grid);
    out += ' ';
    const auto range = [&] {
        append_decimal(out, grid.min);
        out += " to ";
        append_decimal(out, grid.max);
    };
    switch (grid.kind) {
        case Kind::linf:
        case Kind::logf:
            range();
            (out += grid.kind == Kind::logf ? ", logarithmic, " : ", ") += std::to_string(grid.steps) + " steps";
            return;
        case Kind::level: out += "level, " + std::to_string(grid.steps) + " steps"; return;
        case Kind::integer: {  // not by the greatest number, which a float need not hold
            const auto first = static_cast<std::int64_t>(grid.min);
            ((out += std::to_string(first)) += " to ") += std::to_string(first + grid.steps - 1);
            return;
        }
        case Kind::bits: out += std::to_string(grid.steps) + " bits"; return;
        case Kind::text: out += "up to " + std::to_string(grid.steps); return;
        case Kind::words:
            for (std::size_t i = 0; i < grid.words.size(); ++i) (out += i == 0 ? "" : " ") += grid.words[i];
            return;
    }
}

void append_desk(std::string& out, const Branch& branch, const LeafRow& row) {
    if (branch.kept || !row.meaning) {
        out += row.fixed ? "constant" : "kept";
        return;
    }
    const FamilyInfo& family = info(branch.family);
    (out += "`/") += family.name;
    if (family.counted) out += "/{n}";
    (((out += '/') += branch.prefix) += row.desk) += '`';
    if (!row.meaning->note.empty()) ((out += ": ") += row.meaning->note);
    if (row.scale != 1) {
        out += ": times ";
        append_decimal(out, row.scale);
    }
    if (row.fixed) out += "; read only";
}

void append_row(std::string& out, const Branch& branch, const LeafRow& row) {
    const std::string path = counted(row.path, row.numbers);
    (out += "| ") += path.empty() ? "*itself*" : '`' + path + '`';
    append_grid(out += " | ", row.grid);
    append_desk(out += " | ", branch, row);
    out += " |\n";
}

void append_pars(std::string& out) {
    out += "\n## Parameters of effects\n\n| Type | Parameter | Values | Here |\n|---|---|---|---|\n";
    for (const FxPar& par : kFxPars) {
        (out += "| ") += rows::kFxTypeNames[static_cast<std::size_t>(par.type)];
        (out += " | `par/") += counted("#", {.count = par.count, .first = par.number}) + "` | ";
        append_grid(out, par.grid);
        ((out += " | `/fx/{n}/") += par.desk) += '`';
        if (par.scale != 1) append_decimal(out += ": times ", par.scale);
        out += " |\n";
    }
}

}  // namespace

std::string describe() {
    std::string out(kHead);
    for (const Branch& branch : branches()) {
        ((out += "\n## /") += counted(branch.root, branch.numbers)) += "\n\n| Leaf | Values | Here |\n|---|---|---|\n";
        for (const LeafRow& row : branch.rows) append_row(out, branch, row);
    }
    append_pars(out);
    return out;
}

}  // namespace tutti::x32
