package dev.pawl.testkit.specs;

/** A value given as JSON, where a spec would rather not make the object. */
public record Json(String text) {
  public static Json json(String text) {
    return new Json(text);
  }
}
