"""The Pulumi component package: programs of any Pulumi language build yett's components from this folder."""

from pulumi.provider.experimental import component_provider_host

from yett.plugin import COMPONENTS, NAME

if __name__ == "__main__":
    component_provider_host(name=NAME, components=list(COMPONENTS))
