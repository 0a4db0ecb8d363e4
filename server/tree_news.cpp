#include "server/tree_news.hpp"

#include <algorithm>

namespace tutti {
namespace {

// {"COMMAND": "PATH_ADDED", "DATA": "/scene/3"}
std::string command(std::string_view name, const std::string& path) {
    return "{\"COMMAND\": \"" + std::string(name) + "\", \"DATA\": \"" + path + "\"}";
}

}  // namespace

TreeNews::TreeNews(const Console& console, const Clients& clients) : console_(console), clients_(clients) {
    const Layout& layout = console_.layout();
    kinds_.push_back({"/user", kUsers, [&layout](int n) { return layout.slot("name"_user, n); }});
    kinds_.push_back({"/scene", kScenes, [&layout](int n) { return layout.slot("name"_scene, n); }});
    kinds_.push_back({"/preset", kPresets, [&layout](int n) { return layout.slot("name"_preset, n); }});
    for (Kind& kind : kinds_) kind.known.resize(static_cast<std::size_t>(kind.count));
}

bool TreeNews::somebody_listens() const {
    return std::any_of(clients_.begin(), clients_.end(), [](const auto& one) { return !one.second->listens.empty(); });
}

void TreeNews::look(Kind& kind, std::vector<std::string>* told) const {
    std::vector<int> fresh;
    for (int n = 0; n < kind.count; ++n) {
        const auto at = static_cast<std::size_t>(n);
        if (kind.known[at] || console_.vacant(kind.slot(n))) continue;
        kind.known[at] = true;
        fresh.push_back(n + 1);
    }
    const bool first = !std::exchange(kind.any, kind.any || !fresh.empty());
    if (!told || fresh.empty()) return;
    if (first) return told->push_back(command("PATH_ADDED", kind.above));
    if (fresh.size() > kMostNamed) return told->push_back(command("PATH_CHANGED", kind.above));
    for (const int n : fresh) told->push_back(command("PATH_ADDED", kind.above + "/" + std::to_string(n)));
}

// All that may have come: what it was is known to nobody any more.
void TreeNews::catch_up() {
    std::erase_if(behind_, [this](ClientId id) {
        const auto found = clients_.find(id);
        if (found == clients_.end() || found->second->listens.empty()) return true;
        if (found->second->link->queued() >= Client::kHighWater) return false;
        for (const Kind& kind : kinds_)
            if (kind.any)
                found->second->link->send(std::make_shared<const std::string>(command("PATH_CHANGED", kind.above)),
                                          true);
        return true;
    });
}

void TreeNews::follow(Time now) {
    if (!somebody_listens()) {
        looked_ = false;
        behind_.clear();
        return;
    }
    catch_up();
    if (looked_ && (now < next_ || (seen_ == console_.revision() && seen_readings_ == console_.tick()))) return;
    next_ = now + kEach;
    seen_ = console_.revision();
    seen_readings_ = console_.tick();
    std::vector<std::string> told;
    for (Kind& kind : kinds_) look(kind, looked_ ? &told : nullptr);
    looked_ = true;
    if (told.empty()) return;
    std::vector<Bytes> texts;
    for (std::string& text : told) texts.push_back(std::make_shared<const std::string>(std::move(text)));
    for (const auto& [id, client] : clients_) {
        if (client->listens.empty() || behind_.contains(id)) continue;
        if (client->link->queued() >= Client::kHighWater)
            behind_.insert(id);
        else
            for (const Bytes& text : texts) client->link->send(text, true);
    }
}

}  // namespace tutti
