#pragma once
// The action /user/{u}/invite: how somebody's phone gets into its mix. Makes a token of that person and answers with an
// address for each way to the desk, and its QR code. State thread only.
#include <functional>
#include <string>
#include <vector>

#include "server/actions.hpp"

namespace tutti {

class Invites final : public Actions {
public:
    using Addresses = std::function<std::vector<std::string>()>;
    // `people` carries out /user/{u}/tokens/add, rights included; `addresses` are those of the page on the network.
    Invites(Actions& people, Addresses addresses) : people_(people), addresses_(std::move(addresses)) {}

    bool knows(std::string_view address) const override;
    // The result: a text with the address, a text with the code (qr.hpp), and so on, the most likely address first.
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             Answer answer) override;

private:
    static constexpr std::size_t kMostAddresses = 8;

    Actions& people_;
    Addresses addresses_;
};

}  // namespace tutti
