"""What every rival's server answers besides its page: the layers that never change, and the story as numbers."""

from flask import Flask, Response, jsonify

from tests.bench.rivals.story import Story

FOR_EVER = "public, max-age=31536000, immutable"


def serve_layers(server: Flask, story: Story) -> None:
    """Serve the ground, the relief and the story; browsers may keep them."""

    @server.get("/ground/<name>.geojson")
    def ground(name: str) -> Response:
        return _kept(jsonify(story.ground[name]))

    @server.get("/relief.jpg")
    def relief() -> Response:
        return _kept(Response(story.relief[0], mimetype="image/jpeg"))

    @server.get("/areas.geojson")
    def areas() -> Response:
        return _kept(jsonify(story.areas))

    @server.get("/story.json")
    def told() -> Response:
        return _kept(jsonify(story.coded))


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = FOR_EVER
    return response
