// The page of scenes, with how it looks: fetched when it is first opened.

import '../look/people.css';
import '../look/scenes.css';

export { default } from './Scenes.svelte';
