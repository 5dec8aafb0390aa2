# A digest says exactly which: --build-arg BUILD_IMAGE=maven@sha256:… --build-arg RUN_IMAGE=eclipse-temurin@sha256:…
ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY pom.xml .
COPY .mvn .mvn
COPY src src
COPY channels channels
COPY prompts prompts
COPY db db
RUN mvn -B -q package -DskipTests -Dcyclonedx.skip=false

FROM ${RUN_IMAGE}
RUN useradd --system --uid 10001 --home-dir /data parley && mkdir /data && chown parley /data && chmod 700 /data
COPY --from=build /src/target/parley.jar /parley.jar
USER parley
ENV PARLEY_DATA_DIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --start-period=60s CMD curl -fsS http://localhost:8080/health > /dev/null || exit 1
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-XX:+UseCompactObjectHeaders", "-jar", "/parley.jar"]
