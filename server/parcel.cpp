#include "server/parcel.hpp"

#include "protocol/json/text.hpp"
#include "protocol/osc/framing.hpp"
#include "protocol/osc/message.hpp"

namespace tutti {

void Notices::Parcel::form(bool osc, std::uint16_t port) {
    const bool text = client_.json && !osc;
    if (text == text_ && port == port_) return;
    send();
    text_ = text;
    port_ = port;
}

void Notices::Parcel::add(Slot slot, std::string_view encoded) {
    if (text_) {
        if (count_ > 0)
            body_ += ", ";
        else
            body_ = "{\"CHANGES\": {";
        json::append_quoted(body_, address_of(console_.layout(), slot));
        body_ += ": ";
        append_value_json(body_, console_, slot);
        ++count_;
        if (body_.size() > kStreamBundle) send(client_.told);  // up to its revision only all of them have been sent
        return;
    }
    if (encoded.empty()) {
        message_.clear();
        append_value_message(message_, console_, slot);
        encoded = message_;
    }
    const std::size_t most = client_.origin.datagram ? kDatagramBundle : kStreamBundle;
    if (count_ > 0 && body_.size() + 4 + encoded.size() > most) send();
    if (count_ == 0) body_ = osc::kBundleStart;
    osc::append_length_prefixed(body_, encoded);
    ++count_;
}

void Notices::Parcel::send(Revision revision) {
    if (count_ == 0) return;
    if (port_ != 0) client_.link->answer_port(port_);
    if (text_) {
        body_ += "}, \"REVISION\": " + std::to_string(revision) + "}";
        client_.link->send(std::make_shared<const std::string>(std::move(body_)), true);
    } else {
        if (count_ == 1) body_.erase(0, osc::kBundleStart.size() + 4);  // one message needs no bundle
        client_.link->send(std::make_shared<const std::string>(std::move(body_)), false);
    }
    if (port_ != 0) client_.link->answer_port(0);
    body_.clear();
    count_ = 0;
}

}  // namespace tutti
