package io.parley.knowledge.ranking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds the least value of a smooth function of many numbers by the limited-memory BFGS method (Nocedal and Wright,
 * Numerical Optimization, algorithm 7.4), with steps that are halved until they help enough.
 */
final class Descent {

    /** So many steps back, what the function's curvature is like is remembered. */
    private static final int MEMORY = 5;
    private static final int MAX_HALVINGS = 12;
    /** The share of what the slope promises that a step must bring. */
    private static final double ENOUGH = 1e-4;
    private static final double TINY = 1e-12;

    /** A function and its slope. */
    interface Slope {

        /**
         * The value at a point.
         *
         * @param gradient is filled with the slope there
         */
        double at(float[] point, float[] gradient);
    }

    /** A step that was taken, and how the slope changed by it. */
    private record Curvature(float[] step, float[] change, double product) {}

    private final Slope slope;
    private final Deque<Curvature> remembered = new ArrayDeque<>();
    private float[] point;
    private float[] gradient;
    private double value;

    private Descent(Slope slope, int size) {
        this.slope = slope;
        this.point = new float[size];
        this.gradient = new float[size];
        this.value = slope.at(point, gradient);
    }

    /**
     * The best point that so many steps from the origin lead to.
     *
     * @param size how many numbers a point has
     */
    static float[] from(int size, int steps, Slope slope) {
        Descent descent = new Descent(slope, size);
        for (int step = 0; step < steps && descent.goOn(); step++) {
            // each step changes the point
        }
        return descent.point;
    }

    /** Takes a step; false when none helps any more. */
    private boolean goOn() {
        float[] direction = direction();
        double promised = dot(direction, gradient);
        double length = remembered.isEmpty() ? 1 / Math.max(TINY, Math.sqrt(dot(gradient, gradient))) : 1;
        float[] newGradient = new float[point.length];
        for (int halving = 0; halving < MAX_HALVINGS && promised < -TINY; halving++, length /= 2) {
            float[] newPoint = point.clone();
            add(newPoint, direction, length);
            double newValue = slope.at(newPoint, newGradient);
            if (newValue <= value + ENOUGH * length * promised) {
                remember(newPoint, newGradient);
                value = newValue;
                return true;
            }
        }
        return false;
    }

    private void remember(float[] newPoint, float[] newGradient) {
        float[] step = newPoint.clone();
        add(step, point, -1);
        float[] change = newGradient.clone();
        add(change, gradient, -1);
        double product = dot(step, change);
        if (product > TINY) {
            remembered.addLast(new Curvature(step, change, product));
        }
        if (remembered.size() > MEMORY) {
            remembered.removeFirst();
        }
        point = newPoint;
        gradient = newGradient;
    }

    /** Downhill, as the slope and the remembered curvature have it. */
    private float[] direction() {
        float[] direction = gradient.clone();
        List<Curvature> newestFirst = new ArrayList<>(remembered.reversed());
        double[] shares = new double[newestFirst.size()];
        for (int i = 0; i < shares.length; i++) {
            Curvature one = newestFirst.get(i);
            shares[i] = dot(one.step, direction) / one.product;
            add(direction, one.change, -shares[i]);
        }
        if (!newestFirst.isEmpty()) {
            Curvature newest = newestFirst.getFirst();
            scale(direction, newest.product / dot(newest.change, newest.change));
        }
        for (int i = shares.length - 1; i >= 0; i--) {
            Curvature one = newestFirst.get(i);
            add(direction, one.step, shares[i] - dot(one.change, direction) / one.product);
        }
        scale(direction, -1);
        return direction;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static void add(float[] sum, float[] other, double factor) {
        float f = (float) factor;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += f * other[i];
        }
    }

    private static void scale(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
    }
}
