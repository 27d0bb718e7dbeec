"""PyPI's forms for prohibited names, as an administrator meets them: what is pasted, what happens, what is said.

Written from Warehouse's source (warehouse/admin/views/prohibited_project_names.py and packaging/models.py), not from
nameward: the bulk form splits at white space, asks nothing, deletes an existing project of a listed name, and fails
whole where one word is no project name; the form for a single name shows first what would be deleted and asks.
"""
import re
import urllib.parse

# packaging/models.py: the constraint on names in the database.
NAME = re.compile(r"^([A-Z0-9]|[A-Z0-9][A-Z0-9._-]*[A-Z0-9])\Z", re.IGNORECASE | re.ASCII)


def normalize(name):
    return re.sub(r"[-_.]+", "-", name).lower()


class Refused(Exception):
    """The form was not carried out; nothing changed."""


class Warehouse:
    def __init__(self, projects):
        """PROJECTS: canonical name to whose it is."""
        self.projects, self.prohibited, self.deleted = dict(projects), {}, []

    def _prohibit(self, name, comment):
        self.prohibited[name] = comment
        if normalize(name) in self.projects:
            del self.projects[normalize(name)]
            self.deleted.append(normalize(name))

    def bulk(self, text, comment):
        words = text.split()
        for word in words:
            if not NAME.match(word):
                raise Refused(word)
        for word in words:
            if word not in self.prohibited:
                self._prohibit(word, comment)
        return f"Prohibited {len(words)!r} projects"

    def look(self, path):
        """The confirming form: name, comment, and whose the project is that would be deleted (None: there is none)."""
        parts = urllib.parse.urlsplit(path)
        if parts.path != "/admin/prohibited_project_names/add/" or parts.netloc:
            raise Refused(path)
        query = urllib.parse.parse_qs(parts.query)
        name = query["project"][0]
        if name in self.prohibited:
            raise Refused(f"{name!r} has already been prohibited.")
        return name, query.get("comment", [""])[0], self.projects.get(normalize(name))

    def add(self, name, comment, confirm):
        if confirm != name:
            raise Refused("Confirm the prohibition request")
        if not NAME.match(name):
            raise Refused(name)
        self._prohibit(name, comment)
        return f"Prohibited Project Name {name!r}"

    def remove(self, name):
        del self.prohibited[name]
        return f"{name!r} unprohibited"
