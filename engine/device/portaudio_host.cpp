#include "engine/device/portaudio_host.hpp"

#include <dlfcn.h>
#include <portaudio.h>

#include <cmath>

#include "engine/device/jack_server.hpp"

namespace tutti {
namespace {

void ignore(const char*, int, const char*, int, const char*, ...) {}

// ALSA prints dozens of lines on stderr for devices that are not there. It comes with PortAudio, not with us, so its
// switch is looked up by name: where it is missing, there is nothing to quieten.
void quieten_alsa() {
    using Handler = void (*)(const char*, int, const char*, int, const char*, ...);
    if (auto* set = reinterpret_cast<int (*)(Handler)>(dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler"))) set(ignore);
}

std::string host_api_name(const PaDeviceInfo& info) {
    const PaHostApiInfo* host = Pa_GetHostApiInfo(info.hostApi);
    return host && host->name ? host->name : "?";
}

std::string full_name(PaDeviceIndex index) {
    const PaDeviceInfo* info = Pa_GetDeviceInfo(index);
    return host_api_name(*info) + ": " + (info->name ? info->name : "?");
}

std::string all_names() {
    std::string names;
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) names += (i ? "; " : "") + full_name(i);
    return names.empty() ? "there are none at all" : "there are: " + names;
}

PortAudioChoice choice_of(PaDeviceIndex index) {
    const PaDeviceInfo* info = Pa_GetDeviceInfo(index);
    PortAudioChoice choice{info->maxInputChannels > 0 ? index : paNoDevice,
                           info->maxOutputChannels > 0 ? index : paNoDevice, full_name(index)};
    return choice;
}

// The default output decides; the default input of the same host API joins it where it has no inputs of its own.
PortAudioChoice default_choice() {
    PaDeviceIndex index = Pa_GetDefaultOutputDevice();
    if (index == paNoDevice) index = Pa_GetDefaultInputDevice();
    if (index == paNoDevice) throw DeviceError("portaudio: there is no default device; " + all_names());
    PortAudioChoice choice = choice_of(index);
    if (choice.input == paNoDevice)
        choice.input = Pa_GetHostApiInfo(Pa_GetDeviceInfo(index)->hostApi)->defaultInputDevice;
    return choice;
}

PaStreamParameters parameters(PaDeviceIndex device, int channels) {
    PaStreamParameters result{};
    result.device = device;
    result.channelCount = channels;
    result.sampleFormat = paFloat32 | paNonInterleaved;
    return result;
}

}  // namespace

PortAudioLease::PortAudioLease() {
    prepare_jack();
    quieten_alsa();
    const PaError error = Pa_Initialize();
    if (error != paNoError) throw DeviceError(std::string("PortAudio does not start: ") + Pa_GetErrorText(error));
}

PortAudioLease::~PortAudioLease() {
    Pa_Terminate();
}

PortAudioChoice choose_portaudio_device(const std::string& name) {
    if (name.empty()) return default_choice();
    std::vector<PaDeviceIndex> alike;
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
        const std::string full = full_name(i);
        if (full == name) return choice_of(i);
        if (full.compare(0, name.size(), name) == 0) alike.push_back(i);
    }
    if (alike.size() == 1) return choice_of(alike.front());
    const std::string what = alike.empty() ? "no such device: " : "more than one device begins with: ";
    throw DeviceError("portaudio: " + what + name + "; " + all_names());
}

std::vector<double> portaudio_rates(const PortAudioChoice& choice, int inputs, int outputs) {
    const PaStreamParameters in = parameters(choice.input, inputs), out = parameters(choice.output, outputs);
    std::vector<double> rates;
    for (const double rate : {44100.0, 48000.0, 88200.0, 96000.0, 176400.0, 192000.0})
        if (Pa_IsFormatSupported(inputs > 0 ? &in : nullptr, outputs > 0 ? &out : nullptr, rate) == paFormatIsSupported)
            rates.push_back(rate);
    return rates;
}

std::string rates_text(const std::vector<double>& rates) {
    std::string text;
    for (const double rate : rates) text += (text.empty() ? "" : ", ") + std::to_string(std::lround(rate));
    return text.empty() ? "none of the usual rates" : text + " Hz";
}

std::vector<DeviceListing> portaudio_listing() {
    const PortAudioLease lease;
    std::vector<DeviceListing> list;
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
        const PaDeviceInfo* info = Pa_GetDeviceInfo(i);
        list.push_back({full_name(i), info->maxInputChannels, info->maxOutputChannels,
                        portaudio_rates(choice_of(i), info->maxInputChannels, info->maxOutputChannels),
                        i == Pa_GetDefaultOutputDevice()});
    }
    return list;
}

}  // namespace tutti
