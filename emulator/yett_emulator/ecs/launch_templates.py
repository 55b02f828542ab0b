"""Launch templates and their versions: what RunInstances shall take as said when its caller says nothing."""

from typing import Any

from yett_emulator.call import Answer, Call, Operation
from yett_emulator.ecs.launch_words import data_shown, words_said
from yett_emulator.ecs.lookup import among, in_region, listed, shown_tags, tagged
from yett_emulator.ecs.values import whole
from yett_emulator.errors import CloudError, missing
from yett_emulator.ids import new_id, timestamp
from yett_emulator.store import Record, public
from yett_emulator.tags import drop_tags, given_tags, put_tags


def template_of(call: Call) -> Record:
    """By id or by name; the id wins."""
    key, name = call.text("LaunchTemplateId"), call.text("LaunchTemplateName")
    if not key and not name:
        raise missing("LaunchTemplateId")
    record = call.store.get("launch_template", key) if key else None
    if record is None and not key:
        record = call.store.first("launch_template", LaunchTemplateName=name)
    if record is None:
        raise CloudError(
            "InvalidLaunchTemplate.NotFound",
            f"The specified launch template is not found. NotFound: {key or name}",
            404,
        )
    return record


def template_words(call: Call) -> Record:
    """The words of the version that the call names, or of the default one."""
    template = template_of(call)
    return dict(version_of(template, call.number("LaunchTemplateVersion", template["DefaultVersionNumber"]))["_words"])


def version_of(template: Record, number: int) -> Record:
    for version in template["_versions"]:
        if version["VersionNumber"] == number:
            return dict(version)
    raise CloudError(
        "InvalidLaunchTemplateVersion.NotFound", f"The specified launch template version {number} is not found.", 404
    )


def create_launch_template(call: Call) -> Answer:
    name = call.required("LaunchTemplateName")
    if not 2 <= len(name) <= 128 or not name[0].isalpha():
        raise CloudError("InvalidLaunchTemplateName.Malformed", f"The LaunchTemplateName {name!r} is not valid.")
    if call.store.first("launch_template", LaunchTemplateName=name):
        raise CloudError("InvalidLaunchTemplateName.Duplicated", f"The LaunchTemplateName {name!r} is taken.", 403)
    key, now = new_id("lt"), timestamp(call.store.clock())
    record = {
        "LaunchTemplateId": key,
        "LaunchTemplateName": name,
        "DefaultVersionNumber": 1,
        "LatestVersionNumber": 1,
        "CreateTime": now,
        "ModifiedTime": now,
        "CreatedBy": call.settings.account_id,
        "ResourceGroupId": call.text("TemplateResourceGroupId"),
        "_region": call.region,
        "_versions": [new_version(call, 1)],
    }
    call.store.insert("launch_template", key, record)
    put_tags(call.store, key, given_tags(call, "TemplateTag"))
    return {"LaunchTemplateId": key, "LaunchTemplateVersionNumber": 1}


def new_version(call: Call, number: int) -> Record:
    now = timestamp(call.store.clock())
    return {
        "VersionNumber": number,
        "VersionDescription": call.text("VersionDescription"),
        "CreateTime": now,
        "ModifiedTime": now,
        "CreatedBy": call.settings.account_id,
        "_words": words_said(call.params),
    }


def create_launch_template_version(call: Call) -> Answer:
    template = template_of(call)
    number = template["LatestVersionNumber"] + 1
    versions = [*template["_versions"], new_version(call, number)]
    save(call, template, LatestVersionNumber=number, _versions=versions)
    return {"LaunchTemplateId": template["LaunchTemplateId"], "LaunchTemplateVersionNumber": number}


def save(call: Call, template: Record, **changes: Any) -> None:
    changed = template | changes | {"ModifiedTime": timestamp(call.store.clock())}
    call.store.save("launch_template", template["LaunchTemplateId"], changed)


def describe_launch_templates(call: Call) -> Answer:
    rows = [
        {**public(item), "Tags": shown_tags(call, item["LaunchTemplateId"])}
        for item in call.store.find("launch_template")
        if suits(call, item)
    ]
    page, about = listed(call, rows, 10, 50)
    about.pop("NextToken")
    return {"LaunchTemplateSets": {"LaunchTemplateSet": page}, **about}


def suits(call: Call, item: Record) -> bool:
    group = call.text("TemplateResourceGroupId")
    return (
        in_region(call, item)
        and among(call.names("LaunchTemplateId"), item["LaunchTemplateId"])
        and among(call.names("LaunchTemplateName"), item["LaunchTemplateName"])
        and group in ("", item["ResourceGroupId"])
        and tagged(call, item["LaunchTemplateId"], "TemplateTag")
    )


def describe_launch_template_versions(call: Call) -> Answer:
    template = template_of(call)
    rows = [version_row(template, version) for version in template["_versions"] if wanted(call, template, version)]
    page, about = listed(call, rows, 10, 50)
    about.pop("NextToken")
    return {"LaunchTemplateVersionSets": {"LaunchTemplateVersionSet": page}, **about}


def wanted(call: Call, template: Record, version: Record) -> bool:
    number = version["VersionNumber"]
    return (
        among(call.names("LaunchTemplateVersion"), str(number))
        and call.number("MinVersion", 1) <= number <= call.number("MaxVersion", number)
        and (not call.flag("DefaultVersion") or number == template["DefaultVersionNumber"])
    )


def version_row(template: Record, version: Record) -> dict[str, Any]:
    return {
        **public(version),
        "LaunchTemplateId": template["LaunchTemplateId"],
        "LaunchTemplateName": template["LaunchTemplateName"],
        "DefaultVersion": version["VersionNumber"] == template["DefaultVersionNumber"],
        "LaunchTemplateData": data_shown(version["_words"]),
    }


def modify_launch_template_default_version(call: Call) -> Answer:
    template = template_of(call)
    call.required("DefaultVersionNumber")
    number = version_of(template, call.number("DefaultVersionNumber"))["VersionNumber"]
    save(call, template, DefaultVersionNumber=number)
    return {"LaunchTemplateId": template["LaunchTemplateId"]}


def delete_launch_template_version(call: Call) -> Answer:
    """Versions but the default one."""
    template = template_of(call)
    asked = [whole({"DeleteVersion": one}, "DeleteVersion") for one in call.names("DeleteVersion")]
    numbers = [version_of(template, number)["VersionNumber"] for number in asked]
    if template["DefaultVersionNumber"] in numbers:
        raise CloudError("InvalidLaunchTemplateVersion.DefaultVersion", "The default version cannot be deleted.", 403)
    save(call, template, _versions=[item for item in template["_versions"] if item["VersionNumber"] not in numbers])
    key = template["LaunchTemplateId"]
    rows = [{"LaunchTemplateId": key, "LaunchTemplateVersionNumber": number} for number in numbers]
    return {"LaunchTemplateVersions": {"LaunchTemplateVersion": rows}}


def delete_launch_template(call: Call) -> Answer:
    template = template_of(call)
    key = template["LaunchTemplateId"]
    call.store.delete("launch_template", key)
    drop_tags(call.store, key)
    numbers = [version["VersionNumber"] for version in template["_versions"]]
    return {"LaunchTemplateId": key, "LaunchTemplateVersionNumbers": {"versionNumbers": numbers}}


OPERATIONS: dict[str, Operation] = {
    "CreateLaunchTemplate": create_launch_template,
    "CreateLaunchTemplateVersion": create_launch_template_version,
    "DescribeLaunchTemplates": describe_launch_templates,
    "DescribeLaunchTemplateVersions": describe_launch_template_versions,
    "ModifyLaunchTemplateDefaultVersion": modify_launch_template_default_version,
    "DeleteLaunchTemplateVersion": delete_launch_template_version,
    "DeleteLaunchTemplate": delete_launch_template,
}
