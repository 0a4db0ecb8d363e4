#include "engine/fx/make_effect.hpp"

#include "engine/fx/chorus.hpp"
#include "engine/fx/deesser.hpp"
#include "engine/fx/delay.hpp"
#include "engine/fx/doubler.hpp"
#include "engine/fx/flanger.hpp"
#include "engine/fx/graphic.hpp"
#include "engine/fx/hall.hpp"
#include "engine/fx/phaser.hpp"
#include "engine/fx/plate.hpp"
#include "engine/fx/room.hpp"
#include "engine/fx/saturation.hpp"

namespace tutti::fx {
namespace {

template <class Type>
std::unique_ptr<Effect> make(double rate, const dsp::Kernels& kernels) {
    return std::make_unique<Type>(rate, kernels);
}

}  // namespace

std::unique_ptr<Effect> make_effect(FxType type, double rate, const dsp::Kernels& kernels) {
    switch (type) {
        case FxType::none: return nullptr;
        case FxType::plate: return make<Plate>(rate, kernels);
        case FxType::hall: return make<Hall>(rate, kernels);
        case FxType::room: return make<Room>(rate, kernels);
        case FxType::delay: return make<Delay>(rate, kernels);
        case FxType::chorus: return make<Chorus>(rate, kernels);
        case FxType::flanger: return make<Flanger>(rate, kernels);
        case FxType::phaser: return make<Phaser>(rate, kernels);
        case FxType::doubler: return make<Doubler>(rate, kernels);
        case FxType::graphic: return make<Graphic>(rate, kernels);
        case FxType::deesser: return make<Deesser>(rate, kernels);
        case FxType::saturation: return make<Saturation>(rate, kernels);
    }
    return nullptr;
}

}  // namespace tutti::fx
