"use client";

import { CrashSlot } from "#components/crash-slot";

export default CrashSlot;
