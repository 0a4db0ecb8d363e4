// Whether the list of keys is open, and what is in it.

class Help {
  open = $state(false);
}
export const help = new Help();

export const keys: readonly { readonly of: string; readonly all: readonly (readonly [string, string])[] }[] = [
  { of: 'Everywhere', all: [['Tab', 'next control, Shift + Tab the one before'], ['Enter or Space', 'press a key, open a choice'], ['F', 'fine moves on or off'], ['Escape', 'close what is open, leave sends on faders'], ['Shift + L', 'lock the page'], ['?', 'this list']] },
  { of: 'On a fader, a pan, a value', all: [['↑ ↓ ← →', '1 dB, or a hundredth of the way'], ['Shift + arrow', 'a tenth of that'], ['Page ↑ ↓', '6 dB'], ['Wheel', '0.5 dB, with Shift 0.1'], ['Escape', 'during a drag: back to where it began']] },
  { of: 'On a strip', all: [['M', 'mute, or the send'], ['S', 'solo'], ['Enter', 'on the fader: open the strip']] },
  { of: 'On the patch', all: [['Arrows, Page ↑ ↓', 'another crossing'], ['Enter or Space', 'connect, or part']] },
  { of: 'Panic', all: [['Hold Enter or Space', 'half a second: all outputs silent']] },
];
