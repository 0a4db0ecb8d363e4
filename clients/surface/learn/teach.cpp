#include "clients/surface/learn/teach.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "clients/surface/clock.hpp"
#include "clients/surface/learn/controls.hpp"
#include "clients/surface/model/mirror.hpp"

namespace tutti::surface {
namespace {

// restless: those that have not come to rest; another one is.
std::vector<MidiMessage> one_control(MidiPorts& ports, Port& port, int bell, std::vector<Sender>& restless) {
    OneControl one(restless);
    MidiReader reader;
    double now = clock_now();
    for (; !one.is_complete(now); now = clock_now()) {
        pollfd file{bell, POLLIN, 0};
        ::poll(&file, 1, 50);
        std::uint64_t rung = 0;
        [[maybe_unused]] const auto count = ::read(bell, &rung, sizeof rung);
        ports.look(now);
        const std::vector<std::uint8_t> bytes = port.heard();
        reader.feed(bytes, [&](const MidiMessage& message) { one.heard(message, now); });
    }
    if (one.is_restless(now)) restless.push_back(*Sender::of(one.said().front()));
    return one.said();
}

}  // namespace

int teach(const Settings& settings, const std::vector<std::string>& addresses) {
    if (settings.controllers.empty()) throw ConfigError("--learn wants --controller and --learned");
    const ControllerSettings& controller = settings.controllers.front();
    for (const std::string& address : addresses) {
        const Row* row = row_of(address);
        if (!row || row->kind != Kind::setting) throw ConfigError("--learn: " + address + " is no setting of a desk");
    }
    std::vector<Control> controls = read_controls(controller.learned);
    std::vector<Sender> restless;
    const int bell = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    {
        MidiPorts ports(settings.midi.value_or(usual_midi_system()), bell);
        Port& port = ports.open(controller.port);
        for (const std::string& address : addresses) {
            std::printf("Move the control for %s up and down, or press it.\n", address.c_str());
            std::fflush(stdout);
            const Control control =
                recognised(one_control(ports, port, bell, restless), address, row_of(address)->type == Type::toggle);
            std::erase_if(controls, [&](const Control& one) { return one.sender == control.sender; });
            controls.push_back(control);
            write_controls(controller.learned, controls);
            std::printf("%s is %s.\n", address.c_str(), control.sender.words().c_str());
            std::fflush(stdout);
        }
    }
    ::close(bell);
    return 0;
}

}  // namespace tutti::surface
