#include "server/people/enrolments.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/json.hpp>

namespace tutti {

namespace bj = boost::json;

void Enrolments::restore(std::span<const Record> records) {
    for (const Record& record : records) {
        if (record.kind != "enrol" || record.id < 1 || all_.size() >= kMost) continue;
        bj::error_code error;
        const bj::value body = bj::parse(record.body, error);
        const bj::object* object = error ? nullptr : body.if_object();
        if (!object) continue;
        const auto* host = object->if_contains("address");
        const auto *port = object->if_contains("port"), *user = object->if_contains("user");
        if (!host || !host->is_string() || !port || !port->is_int64() || !user || !user->is_int64()) continue;
        all_[static_cast<int>(record.id)] = {std::string(host->get_string()),
                                             static_cast<std::uint16_t>(port->get_int64()),
                                             static_cast<int>(user->get_int64())};
    }
}

int Enrolments::user_of(const Origin& origin) const {
    if (!origin.datagram || all_.empty()) return 0;
    int found = 0;
    for (const auto& [id, one] : all_) {
        const std::string any = origin.address.starts_with('[') ? "[" + one.host + "]:" : one.host + ":";
        if (!origin.address.starts_with(any)) continue;
        if (one.port == 0 && found == 0) found = one.user;
        if (one.port != 0 && origin.address == any + std::to_string(one.port)) return one.user;
    }
    return found;
}

int Enrolments::add(Enrolment enrolment) {
    if (all_.size() >= kMost) return 0;
    int id = 1;
    while (all_.contains(id)) ++id;
    all_[id] = std::move(enrolment);
    return id;
}

std::vector<int> Enrolments::remove_of(int user) {
    std::vector<int> gone;
    for (const auto& [id, one] : all_)
        if (one.user == user) gone.push_back(id);
    for (const int id : gone) all_.erase(id);
    return gone;
}

Record Enrolments::record(int id) const {
    const auto found = all_.find(id);
    if (found == all_.end()) return {"enrol", id, {}};
    const Enrolment& one = found->second;
    return {"enrol", id, bj::serialize(bj::object{{"address", one.host}, {"port", one.port}, {"user", one.user}})};
}

std::optional<std::string> host_of(std::string_view address) {
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(std::string(address), error);
    return error ? std::nullopt : std::optional(parsed.to_string());
}

}  // namespace tutti
