"""The emulator without HTTP: `emulator.answer(request)` -> status and body, durable when it returns.

The way of a request: parse, authenticate, check parameters, fault, transaction, client token, operation, answer. The
answer leaves only after the commit.
"""

import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yett_emulator.access_log import AccessLog
from yett_emulator.call import Answer, Call, Settings, unfold
from yett_emulator.errors import CloudError, invalid
from yett_emulator.faults import Fault, Faults
from yett_emulator.idempotency import is_read, once
from yett_emulator.ids import request_id, timestamp
from yett_emulator.log_service import in_its_words, is_for_logs, refuse_logs
from yett_emulator.service import Service, all_services, find_service
from yett_emulator.shapes import check_names
from yett_emulator.signatures import authenticate
from yett_emulator.store import Store
from yett_emulator.wire import Request

TROUBLESHOOT = "https://api.aliyun.com/troubleshoot"


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, body, and the seconds that an injected fault holds it back."""

    status: int
    body: Answer
    delay: float = 0.0


@dataclass(frozen=True)
class Emulator:
    """One emulated account, its log and its faults."""

    settings: Settings
    store: Store
    log: AccessLog = field(default_factory=AccessLog)
    faults: Faults = field(default_factory=Faults)
    services: tuple[Service, ...] = field(default_factory=all_services)

    def answer(self, request: Request) -> Reply:
        """Serve one call; every failure is an error envelope with a code, for a client dies of one without."""
        started, number = time.perf_counter(), request_id()
        fault = self._fault(request)
        reply = self._reply(lambda: self._serve(request, fault), request, number)
        self._note(request, reply, number, time.perf_counter() - started)
        return Reply(reply.status, reply.body, fault.delay if fault else 0.0)

    def _fault(self, request: Request) -> Fault | None:
        try:
            return self.faults.take(request.action)
        except CloudError:  # the request cannot be read; _serve says so
            return None

    def _reply(self, serve: Callable[[], Answer], request: Request, number: str) -> Reply:
        try:
            return Reply(200, {"RequestId": number} | serve())
        except CloudError as error:
            return Reply(error.status, envelope(error, request, number))
        except Exception:
            traceback.print_exc(file=sys.stderr)
            broken = CloudError("InternalError", "The request processing has failed due to some unknown error.", 500)
            return Reply(500, envelope(broken, request, number))

    def _serve(self, request: Request, fault: Fault | None) -> Answer:
        refuse_logs(request)
        authenticate(request, self.settings)
        service = find_service(self.services, request.version, request.action)
        check_names(service, request.action, request.flat)
        check_format(request.flat)
        if fault and fault.error and not fault.committed:
            raise fault.error
        answer = self._committed(self._call(service, request), service)
        if fault and fault.error:
            raise fault.error
        return answer

    def _call(self, service: Service, request: Request) -> Call:
        return Call(
            product=service.product,
            version=service.version,
            action=request.action,
            params=unfold(request.flat),
            store=self.store,
            settings=self.settings,
        )

    def _committed(self, call: Call, service: Service) -> Answer:
        with self.store.transaction():
            answer = once(service.operations[call.action], call)
            if call.flag("DryRun") and not is_read(call.action):
                raise CloudError("DryRunOperation", "Request validation has been passed with DryRun flag set.")
        return answer

    def _note(self, request: Request, reply: Reply, number: str, seconds: float) -> None:
        try:
            flat, action, version = request.flat, request.action, request.version
        except CloudError:
            flat, action, version = {}, "", ""
        line: dict[str, Any] = {
            "time": timestamp(time.time()),
            "action": action,
            "product": next((s.product for s in self.services if s.version == version and action in s.operations), ""),
            "version": version,
            "status": reply.status,
            "code": reply.body.get("Code", "") if reply.status >= 400 else "",
            "request_id": number,
            "ms": round(seconds * 1000, 3),
        }
        self.log.write(line, flat)


def check_format(flat: dict[str, str]) -> None:
    """Answers are JSON, as every SDK asks for; who asks for another form is told so."""
    if flat.get("Format", "").upper() not in ("", "JSON"):
        raise invalid("Format", flat["Format"], "JSON")


def envelope(error: CloudError, request: Request, number: str) -> Answer:
    return {
        **(in_its_words(error) if is_for_logs(request) else {}),
        "RequestId": number,
        "HostId": request.host,
        "Recommend": f"{TROUBLESHOOT}?q={error.code}&requestId={number}",
        "Code": error.code,
        "Message": error.message,
    }
