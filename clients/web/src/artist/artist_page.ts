// An artist's page, in one piece with how it looks.

import '../look/phone.css';
import '../look/phone-over.css';
import '../look/phone-sound.css';
import '../look/phone-side.css';

export { default } from './Artist.svelte';
