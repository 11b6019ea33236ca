package dev.pawl.processing;

import dev.pawl.graph.Group;
import dev.pawl.graph.Step;
import dev.pawl.processing.groups.GroupsReader;
import dev.pawl.run.FailureKind;
import dev.pawl.spi.Codec;
import dev.pawl.spi.PortFailure;
import dev.pawl.wire.Message.InputForm;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;

/** Reads the input of a task as the type that its code takes. */
record InputReader(Codec codec) {

  Object read(TaskInput input, Type type, ExecutionContext context) throws TaskFailure {
    try {
      if (input.form() == InputForm.VALUE) {
        return codec.decode(input.json(), type);
      }
      Gathered root = (Gathered) codec.decode(input.json(), Gathered.class);
      return new GatheredList(context.blobs(), codec, requireList(type), root);
    } catch (PortFailure.Invalid e) {
      throw new TaskFailure(
          FailureKind.PERMANENT,
          "the input of step '"
              + context.step()
              + "' task "
              + context.index()
              + " cannot be read as "
              + type.getTypeName()
              + ": "
              + e.getMessage());
    }
  }

  /** Reads a group, of which the input only says where it lies. */
  Object readGroup(TaskInput input, Step.Grouping grouping, ExecutionContext context)
      throws TaskFailure {
    Group.Reference reference = (Group.Reference) read(input, Group.Reference.class, context);
    return GroupsReader.read(context.blobs(), codec, grouping, reference);
  }

  private static Type requireList(Type type) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      return type;
    }
    throw new PortFailure.Invalid(
        "a gathered list is given as java.util.List, found a handler that takes "
            + type.getTypeName());
  }
}
