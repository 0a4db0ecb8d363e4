// The page of cue mixes, with how it looks: fetched when it is first opened.

import '../look/people.css';
import '../look/cues.css';

export { default } from './Cues.svelte';
