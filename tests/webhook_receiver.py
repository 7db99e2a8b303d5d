"""Takes deliveries over TLS as a recipient would, and checks that they are signed.

    python3 webhook_receiver.py CERTIFICATE KEY SECRET REFUSALS

Prints the port, then a line of JSON for each delivery that it took. It refuses the first REFUSALS
deliveries with status 500, and any whose signature is wrong with 401.
"""

import base64
import hashlib
import hmac
import http.server
import json
import ssl
import sys

certificate, key, secret, refusals = sys.argv[1:5]
secret = secret.encode()
left = int(refusals)


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        global left
        body = self.rfile.read(int(self.headers["Content-Length"]))
        id_, at = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        signed = hmac.new(secret, f"{id_}.{at}.".encode() + body, hashlib.sha256).digest()
        expected = "v1," + base64.b64encode(signed).decode()
        status = 200
        if not hmac.compare_digest(expected, self.headers["webhook-signature"]):
            status = 401
        elif left > 0:
            left, status = left - 1, 500
        said = {"status": status, "path": self.path, "id": id_, "body": json.loads(body)}
        print(json.dumps(said), flush=True)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
print(server.server_address[1], flush=True)
server.serve_forever()
