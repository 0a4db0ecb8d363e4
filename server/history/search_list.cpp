// The list of what happened, as JSON text.
#include "engine/console/pattern.hpp"
#include "protocol/json/text.hpp"
#include "server/history/searches.hpp"
#include "server/history/selected.hpp"

namespace tutti {
namespace {

constexpr std::size_t kMostText = 48'000;  // an answer fits a datagram

void append_value(std::string& out, const Console& console, const std::string& address, const StoredValue& value) {
    const auto place = console.tree().find(address);
    if (const auto* words = std::get_if<std::string>(&value))
        json::append_quoted(out, *words);
    else if (const auto* number = std::get_if<double>(&value))
        json::append_number(out, static_cast<float>(*number));
    else if (place && place->info().type == Type::toggle)
        out += std::get<std::int64_t>(value) != 0 ? "true" : "false";
    else
        out += std::to_string(std::get<std::int64_t>(value));
}

class List final : public History::Search {
public:
    List(const Console& console, Revision before, int count, std::shared_ptr<const Selection> selection)
        : console_(console), before_(before), count_(count), selected_(console, std::move(selection)) {}

    Revision from() const override { return before_ > 0 ? before_ : Search::from(); }

    bool take(HistoryFile& file, const HistoryRow& row) override {
        if (!selected_(file, row.address)) return true;
        if (row.step != step_) {
            if (listed_ >= count_ || text_.size() > kMostText) return false;
            step_ = row.step;
            step_text_ = text_.size();
            step_listed_ = listed_;
            in_step_ = 0;
        }
        ++in_step_;
        if (listed_ < count_ && text_.size() <= kMostText) {
            append(file, row);
            return true;
        }
        if (step_listed_ == 0) return true;  // the first step alone is too much: how much is counted
        text_.resize(step_text_);            // it comes with the next question
        listed_ = step_listed_;
        return false;
    }

    Result result(Client&, Time) override {
        if (step_listed_ == 0 && in_step_ > listed_)
            text_.insert(text_.size() - 1, ", \"of\": " + std::to_string(in_step_));
        return Outcome{console_.revision(), {"[" + text_ + "]"}};
    }

private:
    void append(HistoryFile& file, const HistoryRow& row) {
        const std::string address = file.name_of(row.address);
        if (!text_.empty()) text_ += ",\n";
        text_ +=
            "{\"revision\": " + std::to_string(row.last) + ", \"time\": " + std::to_string(row.time_ms) + ", \"who\": ";
        json::append_quoted(text_, file.name_of(row.person));
        text_ += ", \"step\": " + std::to_string(row.step) + ", \"address\": ";
        json::append_quoted(text_, address);
        text_ += ", \"from\": ";
        append_value(text_, console_, address, row.was);
        text_ += ", \"to\": ";
        append_value(text_, console_, address, row.became);
        if (row.state == StepState::undone || row.state == StepState::past) text_ += ", \"undone\": true";
        text_ += '}';
        ++listed_;
    }

    const Console& console_;
    const Revision before_;
    const int count_;
    Selected selected_;
    std::string text_;
    int listed_ = 0;
    StepId step_ = 0;
    std::size_t step_text_ = 0;  // where the step begins
    int step_listed_ = 0, in_step_ = 0;
};

}  // namespace

std::unique_ptr<History::Search> make_list(const Console& console, Revision before, int count,
                                           std::shared_ptr<const Selection> selection) {
    return std::make_unique<List>(console, before, count, std::move(selection));
}

std::variant<std::shared_ptr<const Selection>, Refusal> select(const Console& console, std::string_view pattern) {
    if (pattern_too_large(pattern)) return Refusal{Code::too_large, "a pattern has at most 255 bytes and 8 wild cards"};
    auto selection =
        std::make_shared<const Selection>(console.layout(), console.tree(), pattern, Selection::Depth::below);
    if (selection->empty()) return Refusal{Code::unknown_address, "nothing here has this address"};
    return selection;
}

}  // namespace tutti
