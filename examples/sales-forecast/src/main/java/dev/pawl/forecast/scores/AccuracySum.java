package dev.pawl.forecast.scores;

/**
 * Scores of many series summed up, of which the plain mean is the score of the group. Each score is
 * counted where it exists: a series without MASE still counts in sMAPE.
 *
 * @param smape sum over {@code smapes} series
 * @param mase sum over {@code mases} series
 */
public record AccuracySum(double smape, long smapes, double mase, long mases) {
  /** No series yet. */
  public static final AccuracySum ZERO = new AccuracySum(0, 0, 0, 0);

  /** The sum with one series more. */
  public AccuracySum plus(Accuracy one) {
    boolean hasSmape = Double.isFinite(one.smape());
    boolean hasMase = Double.isFinite(one.mase());
    return new AccuracySum(
        hasSmape ? smape + one.smape() : smape,
        hasSmape ? smapes + 1 : smapes,
        hasMase ? mase + one.mase() : mase,
        hasMase ? mases + 1 : mases);
  }

  /**
   * The sum over both groups. Like any sum of doubles it depends on the order in its last digits:
   * add groups in the same order where results are to be equal bit for bit.
   */
  public AccuracySum plus(AccuracySum other) {
    return new AccuracySum(
        smape + other.smape, smapes + other.smapes, mase + other.mase, mases + other.mases);
  }

  /** The score of the group; NaN where no series has one. */
  public Accuracy mean() {
    return new Accuracy(smape / smapes, mase / mases);
  }
}
