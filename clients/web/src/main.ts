import { mount } from 'svelte';
import './look/font.css';
import './look/tokens.css';
import './look/base.css';
import './look/keys.css';
import './look/login.css';
import { desk } from './desk/here';
import Gate from './people/Gate.svelte';
import { keep_files, keep_new } from './offline/renew';
import { me } from './people/me.svelte';

me.arrive();
keep_new();
keep_files();
desk.link.start();
mount(Gate, { target: document.getElementById('app')! });
