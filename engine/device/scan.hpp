// When to look for a device that is away. PortAudio has no hot-plug: a look means to initialise it anew, which asks
// every driver and may take a second. So it is done when something was plugged in or started, and now and then besides.
#pragma once

#include <string>

namespace tutti {

// Whether JACK or PortAudio has the device of kind "portaudio"; remembers the last look.
bool real_device_present(const std::string& name);

// Which of the two a name can mean; the empty one, the default, is JACK's if a server runs, else PortAudio's.
bool may_be_jack(const std::string& name);
bool may_be_portaudio(const std::string& name);

}  // namespace tutti
