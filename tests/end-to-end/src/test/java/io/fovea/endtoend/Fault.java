package io.fovea.endtoend;

import java.util.Random;

/** What befalls the house, and how it is over again. */
enum Fault {
    BROKER_KILLED {
        @Override
        void befall(FaultyHouse house, Random random) {
            killFor(house.broker(), random.nextInt(4_000));
        }
    },
    PREDICTOR_KILLED {
        @Override
        void befall(FaultyHouse house, Random random) {
            killFor(house.predictor(), random.nextInt(1_000));
        }
    },
    STORAGE_KILLED {
        @Override
        void befall(FaultyHouse house, Random random) {
            killFor(house.storage(), random.nextInt(6_000));
        }
    },
    REGISTRAR_KILLED {
        @Override
        void befall(FaultyHouse house, Random random) {
            killFor(house.registrar(), random.nextInt(1_000));
        }
    },
    /** Sometimes for longer than a transaction may take. */
    NETWORK_STALLED {
        @Override
        void befall(FaultyHouse house, Random random) {
            house.proxy().stall();
            Pause.millis(random.nextInt(4) == 0 ? 15_000 : random.nextInt(5_000));
            house.proxy().flow();
        }
    },
    NETWORK_RESET {
        @Override
        void befall(FaultyHouse house, Random random) {
            for (int i = random.nextInt(5); i >= 0; i--) {
                house.proxy().reset();
                Pause.millis(random.nextInt(300));
            }
        }
    },
    /** A broker whose disk was full does not come back by itself. */
    BROKER_DISK_FULL {
        @Override
        void befall(FaultyHouse house, Random random) {
            house.brokerDisk().fill();
            Pause.millis(1_000 + random.nextInt(4_000));
            house.broker().kill();
            house.brokerDisk().empty();
            house.broker().start();
        }

        @Override
        boolean isPossible(FaultyHouse house) {
            return house.brokerDisk().isSmall();
        }
    },
    /** Just when it comes back and needs its models. */
    PREDICTOR_DISK_FULL {
        @Override
        void befall(FaultyHouse house, Random random) {
            house.predictor().kill();
            house.predictorDisk().fill();
            house.predictor().start();
            Pause.millis(8_000 + random.nextInt(4_000));
            house.predictorDisk().empty();
        }

        @Override
        boolean isPossible(FaultyHouse house) {
            return house.predictorDisk().isSmall();
        }
    };

    /** Returns when it is over; the house may still suffer from it. */
    abstract void befall(FaultyHouse house, Random random);

    boolean isPossible(FaultyHouse house) {
        return true;
    }

    private static void killFor(Child child, int millis) {
        child.kill();
        Pause.millis(millis);
        child.start();
    }
}
