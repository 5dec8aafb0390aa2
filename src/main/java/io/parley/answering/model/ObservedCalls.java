package io.parley.answering.model;

import io.parley.tracing.ModelCall;
import io.parley.tracing.ModelUse;
import io.parley.tracing.Steps;
import java.util.Locale;
import java.util.function.Supplier;

/** Calls of one model as steps of a message's way. */
record ObservedCalls(Steps steps, ModelCall call) {
    ModelCalls.Outcome observe(Supplier<ModelCalls.Outcome> work) {
        return steps.callModel(call, work, ObservedCalls::use);
    }

    private static ModelUse use(ModelCalls.Outcome outcome) {
        return switch (outcome) {
            case ModelCalls.Outcome.Wrote wrote -> new ModelUse(wrote.tokensIn(), wrote.tokensOut(), null);
            case ModelCalls.Outcome.Failed(ModelError error) ->
                new ModelUse(0, 0, error.name().toLowerCase(Locale.ROOT));
        };
    }
}
