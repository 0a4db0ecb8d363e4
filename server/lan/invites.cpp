#include "server/lan/invites.hpp"

#include "engine/console/address.hpp"
#include "server/lan/qr.hpp"

namespace tutti {
namespace {

constexpr std::string_view kAbove = "/user/", kWhat = "/invite";

// "/user/3/invite" -> 3; 0 where it is none.
int invited(std::string_view address) {
    if (!address.starts_with(kAbove) || !address.ends_with(kWhat)) return 0;
    if (address.size() <= kAbove.size() + kWhat.size()) return 0;
    const int user = address_number(address.substr(kAbove.size(), address.size() - kAbove.size() - kWhat.size()));
    return user <= kUsers ? user : 0;
}

}  // namespace

bool Invites::knows(std::string_view address) const {
    return invited(address) > 0;
}

void Invites::act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
                  Answer answer) {
    std::vector<std::string> addresses = addresses_();
    if (addresses.empty())
        return answer(client, Refusal{Code::busy, "the desk is not on the network: switch /session/lan on"});
    if (addresses.size() > kMostAddresses) addresses.resize(kMostAddresses);
    const std::string token = std::string(kAbove) + std::to_string(invited(address)) + "/tokens/add";
    people_.act(client, token, arguments, now,
                [answer = std::move(answer), addresses = std::move(addresses)](Client& asked, const Result& made) {
                    if (std::holds_alternative<Refusal>(made)) return answer(asked, made);
                    const Outcome& outcome = std::get<Outcome>(made);
                    Outcome invited{outcome.revision, {}};
                    for (const std::string& page : addresses) {
                        std::string joining = page + "?join=" + std::get<std::string>(outcome.result.at(0));
                        std::string code = qr_code(joining);
                        invited.result.emplace_back(std::move(joining));
                        invited.result.emplace_back(std::move(code));
                    }
                    answer(asked, invited);
                });
}

}  // namespace tutti
