#include "server/history/history_file.hpp"

#include <chrono>

#include "server/session/kept_settings.hpp"

namespace tutti {
namespace {

constexpr int kBite = 20'000;                // entries that are looked at before others have their turn
constexpr int kPruneBite = 2000;             // entries let go of behind a write, and twice what was written
constexpr std::size_t kMostNames = 100'000;  // in memory

StoredValue value_of(const sql::Statement& row, int column) {
    switch (row.type(column)) {
        case SQLITE_INTEGER: return row.whole(column);
        case SQLITE_FLOAT: return row.number(column);
        default: return std::string(row.text(column));
    }
}

void put_value(sql::Statement& statement, int place, const StoredValue& value) {
    if (const auto* words = std::get_if<std::string>(&value))
        statement.bind(place, std::string_view(*words));
    else if (const auto* number = std::get_if<double>(&value))
        statement.bind(place, *number);
    else
        statement.bind(place, std::get<std::int64_t>(value));
}

// A statement that was left amid its rows is ready again.
struct Rewound {
    sql::Statement& statement;
    ~Rewound() { statement.rewind(); }
};

std::int64_t wall_ms() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

}  // namespace

HistoryFile::HistoryFile(SessionFile& file, const Layout& layout, Revision begin)
    : database_(file.database()),
      layout_(layout),
      name_(database_, "INSERT INTO history_name(name) VALUES(?1)"),
      find_(database_, "SELECT id FROM history_name WHERE name = ?1"),
      spell_(database_, "SELECT name FROM history_name WHERE id = ?1"),
      put_step_(database_,
                "INSERT INTO history_step(id, last, time, person, state) VALUES(?1, ?2, ?3, ?4, ?5) "
                "ON CONFLICT(id) DO UPDATE SET last = excluded.last, time = excluded.time"),
      end_redo_(database_, "UPDATE history_step SET state = 2 WHERE state = 1 AND person = ?1"),
      mark_(database_, "UPDATE history_step SET state = ?2, done = ?3 WHERE id = ?1"),
      put_(database_, "INSERT INTO history VALUES(?1, ?2, ?3, ?4) ON CONFLICT(step, address) DO NOTHING"),
      go_on_(database_, "UPDATE history SET became = ?3 WHERE step = ?1 AND address = ?2"),
      forget_(database_, "DELETE FROM history WHERE step = ?1 AND address = ?2"),
      oldest_(database_, "SELECT id, last, time FROM history_step ORDER BY id LIMIT 1"),
      drop_(database_,
            "DELETE FROM history WHERE step = ?1 AND address IN "
            "(SELECT address FROM history WHERE step = ?1 LIMIT ?2)"),
      drop_step_(database_, "DELETE FROM history_step WHERE id = ?1"),
      reach_(database_, "UPDATE fact SET value = max(value, ?1) WHERE name = 'history from'") {
    count_ = database_.number("SELECT count(*) FROM history");
    if (reach() == 0) reach_.bind(1, static_cast<std::int64_t>(begin)).run();
}

Revision HistoryFile::reach() {
    return static_cast<Revision>(database_.number("SELECT value FROM fact WHERE name = 'history from'"));
}

std::optional<NameId> HistoryFile::find(const std::string& name) {
    Rewound rewound{find_};
    if (find_.bind(1, std::string_view(name)).step()) return find_.whole(0);
    return std::nullopt;
}

NameId HistoryFile::number_of(const std::string& name) {
    auto number = find(name);
    if (!number) {
        name_.bind(1, std::string_view(name)).run();
        number = sqlite3_last_insert_rowid(database_.handle());
        ++fresh_names_;
    }
    if (unused_) unused_->uses(*number);
    return *number;
}

NameId HistoryFile::number_of(Slot slot) {
    const auto found = slots_.find(slot);
    if (found != slots_.end()) {
        if (unused_) unused_->uses(found->second);
        return found->second;
    }
    const NameId number = number_of(address_of(layout_, slot));
    if (slots_.size() >= kMostNames) slots_.clear();
    return slots_[slot] = number;
}

std::string HistoryFile::name_of(NameId id) {
    const auto found = names_.find(id);
    if (found != names_.end()) return found->second;
    if (names_.size() >= kMostNames) names_.clear();
    Rewound rewound{spell_};
    return names_[id] = spell_.bind(1, id).step() ? std::string(spell_.text(0)) : std::string();
}

void HistoryFile::write(const HistoryBatch& batch) {
    sql::Transaction whole(database_);
    const std::int64_t before = count_;
    try {
        for (const auto& row : batch.steps) {
            if (const auto* mark = std::get_if<MarkRow>(&row)) {
                mark_.bind(1, mark->id).bind(2, static_cast<std::int64_t>(mark->state));
                mark_.bind(3, static_cast<std::int64_t>(mark->revision)).run();
                continue;
            }
            const StepRow& step = std::get<StepRow>(row);
            const NameId person = number_of(step.who->name);
            if (step.first_time) end_redo_.bind(1, person).run();
            put_step_.bind(1, step.id).bind(2, static_cast<std::int64_t>(step.last)).bind(3, step.time_ms);
            put_step_.bind(4, person).bind(5, static_cast<std::int64_t>(step.state)).run();
        }
        for (const EntryRow& entry : batch.entries) {
            const NameId address = number_of(entry.slot);
            static const EntryTexts none;
            const EntryTexts& texts = entry.texts ? *entry.texts : none;
            if (entry.was == entry.became && texts.was == texts.became) {  // back where it was
                forget_.bind(1, entry.step).bind(2, address).run();
                count_ -= sqlite3_changes(database_.handle());
                continue;
            }
            put_.bind(1, entry.step).bind(2, address);
            put_value(put_, 3, stored_of(layout_, entry.slot, entry.was, texts.was).value);
            put_value(put_, 4, stored_of(layout_, entry.slot, entry.became, texts.became).value);
            put_.run();
            if (sqlite3_changes(database_.handle()) > 0) {
                ++count_;
                continue;
            }
            go_on_.bind(1, entry.step).bind(2, address);
            put_value(go_on_, 3, stored_of(layout_, entry.slot, entry.became, texts.became).value);
            go_on_.run();
        }
        if (batch.lost_until > 0) reach_.bind(1, static_cast<std::int64_t>(batch.lost_until)).run();
        prune_in(kPruneBite + 2 * static_cast<int>(batch.entries.size()));
        whole.commit();
    } catch (const sql::SqlError&) {
        count_ = before;
        slots_.clear();  // numbers that were given in it are free again
        names_.clear();
        throw;
    }
}

bool HistoryFile::prune(int most) {
    sql::Transaction whole(database_);
    const std::int64_t before = count_;
    try {
        const bool more = prune_in(most);
        whole.commit();
        return more;
    } catch (const sql::SqlError&) {
        count_ = before;
        throw;
    }
}

bool HistoryFile::look_for_unused_names() {
    if (!unused_) {
        unused_.emplace(database_);
        fresh_names_ = 0;
    }
    return unused_->look();
}

bool HistoryFile::drop_unused_names() {
    if (!unused_) return false;
    slots_.clear();  // numbers that go are given again
    names_.clear();
    if (unused_->drop()) return true;
    unused_.reset();
    return false;
}

// The oldest step goes first. What reaches back beyond it can no longer be brought back.
bool HistoryFile::prune_in(int most) {
    const std::int64_t too_old = wall_ms() - std::int64_t{kDays} * 86'400'000;
    while (most > 0) {
        StepId step = 0;
        std::int64_t last = 0;
        {
            Rewound rewound{oldest_};
            if (!oldest_.step()) return false;
            if (count_ <= kMost && oldest_.whole(2) >= too_old) return false;
            step = oldest_.whole(0);
            last = oldest_.whole(1);
        }
        reach_.bind(1, last).run();
        drop_.bind(1, step).bind(2, std::int64_t{most}).run();
        const int dropped = sqlite3_changes(database_.handle());
        count_ -= dropped;
        if (dropped < most) drop_step_.bind(1, step).run();
        most -= dropped + 1;
    }
    return true;
}

Revision HistoryFile::visit(Revision before, const std::function<bool(const HistoryRow&)>& take) {
    sql::Statement rows(database_,
                        "SELECT s.id, s.last, s.time, s.person, s.state, e.address, e.was, e.became "
                        "FROM history_step s CROSS JOIN history e ON e.step = s.id WHERE s.last < ?1 "
                        "ORDER BY s.last DESC");
    rows.bind(1, static_cast<std::int64_t>(before));
    Revision last = 0;
    for (int seen = 0; rows.step(); ++seen) {
        const HistoryRow row{
            rows.whole(0), static_cast<Revision>(rows.whole(1)),  rows.whole(2),     rows.whole(3),
            rows.whole(5), static_cast<StepState>(rows.whole(4)), value_of(rows, 6), value_of(rows, 7)};
        if (seen >= kBite && row.last != last) return last;
        last = row.last;
        if (!take(row)) return 0;
    }
    return 0;
}

std::vector<HistoryRow> HistoryFile::entries(StepId step) {
    sql::Statement rows(database_, "SELECT address, was, became FROM history WHERE step = ?1");
    rows.bind(1, step);
    std::vector<HistoryRow> entries;
    while (rows.step()) {
        HistoryRow row;
        row.step = step;
        row.address = rows.whole(0);
        row.was = value_of(rows, 1);
        row.became = value_of(rows, 2);
        entries.push_back(std::move(row));
    }
    return entries;
}

std::optional<FoundStep> HistoryFile::undone(NameId person, StepId first) {
    sql::Statement rows(database_,
                        "SELECT id, done FROM history_step WHERE state = 1 AND (person = ?1 OR ?1 = 0) AND id >= ?2 "
                        "AND last > ?3 ORDER BY done DESC LIMIT 1");
    rows.bind(1, person).bind(2, first).bind(3, static_cast<std::int64_t>(reach()));
    if (!rows.step()) return std::nullopt;
    FoundStep found{rows.whole(0), static_cast<Revision>(rows.whole(1)), {}};
    found.entries = entries(found.id);
    return found;
}

}  // namespace tutti
