// The desk's page, in one piece with how it looks: fetched by who mixes, not by phones.

import '../look/bars.css';
import '../look/strip.css';
import '../look/strip-page.css';
import '../look/dynamics.css';
import '../look/setup.css';
import '../look/room.css';
import '../look/rack.css';
import '../look/matrix.css';
import '../look/sheets.css';

export { default } from './App.svelte';
