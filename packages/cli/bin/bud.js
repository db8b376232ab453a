#!/usr/bin/env node
import '../dist/bud.js';
