package dev.pawl.processing;

import dev.pawl.wire.Message.InputForm;

/** The input of one task, as it came. */
record TaskInput(InputForm form, byte[] json) {}
