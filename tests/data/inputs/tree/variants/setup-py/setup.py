from setuptools import setup, find_packages
import os
VERSION = open(os.path.join("v")).read()
setup(
    name="marlbeck-app-py",
    version=VERSION,
    packages=find_packages("src"),
    package_dir={"": "src"},
    install_requires=[
        "marlbeck-a>=1.0,<2",
        'marlbeck-b[extra] ; python_version >= "3.8"',
        "marlbeck-" "joined",
        "marlbeck-g @ git+ssh://git@git.marlbeck.example/g.git",
    ],
    extras_require={"dev": ["marlbeck-dev"], ':sys_platform == "win32"': ["pywin32"]},
    entry_points="""
        [console_scripts]
        quillpy = quill.cli:main
        [gui_scripts]
        quillgui = quill.gui:main
        [quill.plugins]
        notcmd = quill.x:y
    """,
)
