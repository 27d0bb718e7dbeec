from setuptools import setup, find_packages

# name="larkmoor-not-this"
setup(
    name="quillhaven-setup",
    packages=find_packages(),
    install_requires=[
        "pyyaml",  # a comment
        "larkmoor-" "py>=1",
    ],
    entry_points={
        "console_scripts": ["setupctl=quill.setup:main"],
        "quill.plugins": ["notacommand = x:y"],
    },
)
